import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { addDays, instantAt } from '../../domain/day.ts';
import type { PasswordResetStep } from '../../domain/password-reset/steps.ts';
import type { Actor } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { passwordResetEvents as events, passwordResets } from '../schema/password-reset.ts';
import { tasks } from '../schema/task.ts';
import { countPart } from './counted.ts';
import type { ListPart } from './counted.ts';
import type { DecisionFilter, DecisionPlace } from './decision.ts';
import { matchGroups } from './task.ts';

/** A search asks the task of a reset, which has its words and its number. */
function isFoundBy({ words, number }: DecisionFilter['search']): SQL | undefined {
  const asked = [
    ...(words.length > 0 ? [sql`${tasks.tokens} @> ${sql.param(words)}::text[]`] : []),
    ...(number ? [sql`starts_with(${tasks.title} ->> 'number', ${number.begin})`] : []),
  ];
  return asked.length === 0
    ? undefined
    : sql`exists (select from ${tasks} where ${tasks.subjectId} = ${events.subjectId} and ${sql.join(asked, sql` and `)})`;
}

const narrowed = (accountId: string, { search, from, to }: DecisionFilter): SQL | undefined =>
  and(
    eq(events.actorId, accountId),
    isFoundBy(search),
    from && sql`${events.at} >= ${instantAt(from, '00:00:00')}::timestamptz`,
    to && sql`${events.at} < ${instantAt(addDays(to, 1), '00:00:00')}::timestamptz`,
  );

const COLUMNS = [events.at, events.subjectId, events.seq];
const PLACE = sql`(${events.at}, ${events.subjectId}, ${events.seq})`;
const placeOf = ({ at, orderId, seq }: DecisionPlace): SQL => sql`(${at}::timestamptz, ${orderId}::uuid, ${seq})`;

/** What a person has decided about password resets, newest first, in the order of their other decisions. @source L14, D6 */
export async function listDecidedResets(
  db: Executor,
  asker: Actor,
  filter: DecisionFilter,
  { after, before, limit }: { after?: DecisionPlace | undefined; before?: DecisionPlace | undefined; limit: number },
) {
  const order = COLUMNS.map((column) => (before ? sql`${column} asc nulls first` : sql`${column} desc nulls last`));
  const rows = await db
    .select({
      orderId: events.subjectId,
      seq: events.seq,
      number: passwordResets.number,
      username: sql<string | null>`${passwordResets.requested} ->> 'username'`,
      step: sql<PasswordResetStep>`${events.step}`,
      to: events.toState,
      reason: events.reason,
      at: events.at,
      taskId: sql<string | null>`(select ${tasks.id} from ${tasks} where ${tasks.subjectId} = ${events.subjectId}
        and ${matchGroups(asker)} and ${tasks.closedSeq} = ${events.seq} limit 1)`,
    })
    .from(events)
    .innerJoin(passwordResets, eq(passwordResets.id, events.subjectId))
    .where(
      and(
        narrowed(asker.id, filter),
        after && sql`${PLACE} < ${placeOf(after)}`,
        before && sql`${PLACE} > ${placeOf(before)}`,
      ),
    )
    .orderBy(...order)
    .limit(limit);
  return before ? rows.toReversed() : rows;
}

/** How many there are, and how many of them come before a place. */
export const countDecidedResets = (
  db: Executor,
  accountId: string,
  filter: DecisionFilter,
  before: DecisionPlace | undefined,
): Promise<ListPart> =>
  countPart(db, events, {
    all: narrowed(accountId, filter),
    before: before && sql`${PLACE} > ${placeOf(before)}`,
  });

export type DecidedReset = Awaited<ReturnType<typeof listDecidedResets>>[number];
