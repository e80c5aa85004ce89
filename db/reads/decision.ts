import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import { addDays, instantAt } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import type { SubjectType } from '../../domain/process/subject.ts';
import type { Actor, Role } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import type { EventsTable } from '../schema/process.ts';
import { tasks } from '../schema/task.ts';
import { COUNTED_AT_MOST } from './counted.ts';
import type { ListPart } from './counted.ts';
import type { OrderSearch } from './order-search.ts';
import { matchGroups } from './task.ts';

/** A decision, as a place in the list of them. */
export interface DecisionPlace {
  readonly at: string;
  readonly subjectId: string;
  readonly seq: number;
}

/** Which of a person's decisions are asked for. */
export interface DecisionFilter {
  readonly search: OrderSearch;
  /** Taken on or after, and on or before these days. */
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

/** What a person has done with a subject of one process. */
export interface DecisionRow<Step extends string, State extends string> {
  readonly subjectId: string;
  readonly seq: number;
  readonly number: string;
  /** What the subject is called besides its number; null where nothing. */
  readonly name: string | null;
  readonly step: Step;
  readonly to: State;
  readonly actorRole: Role | null;
  /** The roles that had agreed before, one after the other, where several must; else null. */
  readonly agreed: string | null;
  readonly reason: string | null;
  readonly at: Instant;
  /** The task it was taken on, where the asker may still open it. */
  readonly taskId: string | null;
}

/** Where the decisions about one process's subjects lie. */
interface DecisionSource {
  readonly type: SubjectType;
  readonly events: EventsTable;
  /** The rows of its subjects. */
  readonly subjects: PgTable & { readonly id: AnyPgColumn; readonly number: AnyPgColumn };
  readonly name: SQL<string | null>;
  readonly agreed?: SQL<string | null>;
  /** The subjects a search finds; undefined when it asks for nothing. */
  readonly matches: (db: Executor, search: OrderSearch) => Promise<SQL | undefined>;
  /** The same of the events alone, as they are counted; undefined where their subjects must be read. */
  readonly matchesEvents?: (db: Executor, search: OrderSearch) => Promise<SQL | undefined>;
}

/** Which decisions of a list are read: those next after a place, or next before it. */
export interface DecisionPage {
  readonly after?: DecisionPlace | undefined;
  readonly before?: DecisionPlace | undefined;
  readonly limit: number;
}

/** How the decisions about one process's subjects are read. */
export interface DecisionReads<Row> {
  /** Newest first: the history of a person's decisions. @source D6 */
  readonly list: (db: Executor, asker: Actor, filter: DecisionFilter, page: DecisionPage) => Promise<Row[]>;
  /** How many match, and how many of them come before a place; 1 001 stands for more than 1 000. */
  readonly count: (
    db: Executor,
    accountId: string,
    filter: DecisionFilter,
    before: DecisionPlace | undefined,
  ) => Promise<ListPart>;
}

/** The reads of what people decided about one process's subjects: alike for all, over its events. @source L14, D6 */
export function decisionReads<Step extends string, State extends string>(
  source: DecisionSource,
): DecisionReads<DecisionRow<Step, State>> {
  const { events, subjects, matches } = source;
  const columns = [events.at, events.subjectId, events.seq];
  const place = sql`(${sql.join(columns, sql`, `)})`;
  const placeOf = ({ at, subjectId, seq }: DecisionPlace): SQL => sql`(${at}::timestamptz, ${subjectId}::uuid, ${seq})`;
  const newestFirst = columns.map((column) => sql`${column} desc nulls last`); // as the index is
  const oldestFirst = columns.map((column) => sql`${column} asc nulls first`);
  const narrowed = (accountId: string, { from, to }: DecisionFilter, matched: SQL | undefined): SQL | undefined =>
    and(
      eq(events.actorId, accountId),
      matched,
      from && sql`${events.at} >= ${instantAt(from, '00:00:00')}::timestamptz`,
      to && sql`${events.at} < ${instantAt(addDays(to, 1), '00:00:00')}::timestamptz`,
    );
  return {
    async list(db, asker, filter, { after, before, limit }) {
      const rows = await selectDecisions(db, source, asker)
        .where(
          and(
            narrowed(asker.id, filter, await matches(db, filter.search)),
            after && sql`${place} < ${placeOf(after)}`,
            before && sql`${place} > ${placeOf(before)}`,
          ),
        )
        .orderBy(...(before ? oldestFirst : newestFirst))
        .limit(limit);
      const decisions = rows as DecisionRow<Step, State>[]; // the process's own table: its steps and states
      return before ? decisions.toReversed() : decisions;
    },
    async count(db, accountId, filter, before) {
      const ofEvents = await source.matchesEvents?.(db, filter.search);
      const matched = ofEvents ?? (await matches(db, filter.search));
      const asksForSubjects = ofEvents === undefined && matched !== undefined; // else the events alone are counted, by their index
      const count = (beside?: SQL) => {
        const some = db
          .select({ one: sql`1`.as('one') })
          .from(events)
          .$dynamic();
        const found = asksForSubjects ? some.innerJoin(subjects, eq(subjects.id, events.subjectId)) : some;
        return sql<number>`(select count(*)::int from ${found
          .where(and(narrowed(accountId, filter, matched), beside))
          .limit(COUNTED_AT_MOST + 1)
          .as('counted')})`;
      };
      const [counts] = await db
        .select({ total: count(), before: before ? count(sql`${place} > ${placeOf(before)}`) : sql<number>`0` })
        .from(sql`(select) as once`);
      return counts ?? { total: 0, before: 0 };
    },
  };
}

const selectDecisions = (db: Executor, { type, events, subjects, name, agreed }: DecisionSource, asker: Actor) =>
  db
    .select({
      subjectId: events.subjectId,
      seq: events.seq,
      number: sql<string>`${subjects.number}`,
      name,
      step: events.step,
      to: events.toState,
      actorRole: events.actorRole,
      agreed: agreed ?? sql<null>`null`,
      reason: events.reason,
      at: events.at,
      taskId: taskOf(type, events, asker),
    })
    .from(events)
    .innerJoin(subjects, eq(subjects.id, events.subjectId));

/** The task a decision was taken on, where the asker may still open it. */
const taskOf = (type: SubjectType, events: EventsTable, asker: Actor): SQL<string | null> =>
  sql<string | null>`(select ${tasks.id} from ${tasks} where ${tasks.subjectId} = ${events.subjectId}
    and ${tasks.subjectType} = ${sql.raw(`'${type}'`)} and ${matchGroups(asker)} and ${tasks.openedSeq} < ${events.seq}
    and (${tasks.closedSeq} is null or ${tasks.closedSeq} >= ${events.seq}) order by ${tasks.openedSeq} desc limit 1)`;
