import { z } from 'zod';
import { mayClaimTask } from '../../domain/task-claim.ts';
import { refused } from '../../domain/ruling.ts';
import type { Ruling } from '../../domain/ruling.ts';
import type { Account } from '../../db/reads/account.ts';
import { EVERYTHING, parseOrderSearch } from '../../db/reads/order-search.ts';
import { countOrdersToPrice, listOrdersToPrice } from '../../db/reads/order-turns.ts';
import { countInboxPart, listTaskPage, countTaskRows } from '../../db/reads/task.ts';
import type { TaskCounts, TaskFilter, TaskRow } from '../../db/reads/task.ts';
import { listViewers } from '../../db/reads/viewing.ts';
import type { Viewer } from '../../db/reads/viewing.ts';
import { isOpenTask } from '../../domain/task.ts';
import { flag, optionalText, text } from '../forms/fields.ts';
import { TaskKindName, TaskStateName } from '../forms/names.ts';
import { bothWaysByInstant, pageBothWays } from '../forms/page.ts';
import { now } from './moment.ts';
import type { Portal } from './portal.ts';
import { listSubjects } from './subjects.ts';
import type { SubjectRecord } from './subjects.ts';

/** How an inbox is asked for, by clients and by the page. */
export const inboxQuery = z.object({
  ...bothWaysByInstant,
  group: text(60).optional(),
  kind: TaskKindName.optional(),
  state: TaskStateName.optional().describe('Open and claimed ones when not given'),
  mine: flag.describe('Only what you have claimed'),
  overdue: flag.describe('Only what was due before now'),
  q: optionalText(100).describe('Asked of the subject: number, companies, product, amounts, pinyin initials'),
});

export type InboxQuery = z.output<typeof inboxQuery>;

/** A page of the asker's tasks, earliest due first. @source D6 */
export async function listTasks({ db }: Pick<Portal, 'db'>, account: Account, query: InboxQuery) {
  const { after, before, limit } = query;
  const place = (at: InboxQuery['after']) => at && { dueAt: at.at, id: at.id };
  const asked = {
    ...taskFilterOf(query),
    after: before ? undefined : place(after),
    before: place(before),
    limit: limit + 1,
  };
  return pageBothWays(await listTaskPage(db, account, asked), query, (row) => [row.dueAt, row.id]);
}

/** What a query narrows the inbox to, wherever in it one is. */
export const taskFilterOf = ({ group, kind, state, mine, overdue, q }: InboxQuery): TaskFilter => ({
  group,
  kind,
  state,
  mine,
  dueBefore: overdue ? new Date().toISOString() : undefined,
  search: q === null ? undefined : parseOrderSearch(q),
});

/** A line of the inbox: the task, its subject, who else looks at it, and whether the asker may claim and decide it. */
export interface InboxLine {
  readonly task: TaskRow;
  readonly subject: SubjectRecord;
  readonly viewers: readonly Viewer[];
  readonly mayClaim: Ruling;
  /** Four eyes, declared companies and others' claims counted; what the body must satisfy is asked later. */
  readonly mayDecide: Ruling;
}

/** The same page with all that a line shows, in a few statements. @source D6 */
export async function listInbox(portal: Pick<Portal, 'db'>, account: Account, query: InboxQuery) {
  const { rows, ...cursors } = await listTasks(portal, account, query);
  return { lines: await inboxLines(portal, account, rows), ...cursors };
}

/** Which part of the filtered inbox a page is. @source D6 */
export async function countPart(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  query: InboxQuery,
  { lines, previous }: Awaited<ReturnType<typeof listInbox>>,
) {
  const first = previous === null ? undefined : lines[0]?.task;
  return { rows: lines.length, ...(await countInboxPart(db, account, { ...taskFilterOf(query), before: first })) };
}

/** What lines of the inbox show besides their tasks. @source D6 */
export async function inboxLines(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  rows: readonly TaskRow[],
): Promise<InboxLine[]> {
  const ids = rows.map(({ id }) => id);
  const [records, viewers] = await Promise.all([
    listSubjects(
      db,
      rows.map(({ subjectType: type, subjectId: id }) => ({ type, id })),
    ),
    listViewers(db, account, ids),
  ]);
  return rows.flatMap((task): InboxLine[] => {
    const subject = records.get(task.subjectId);
    if (!subject) return [];
    return [{ task, subject, viewers: viewers.get(task.id) ?? [], ...rulingsOn(task, subject, account) }];
  });
}

/** The counts behind the inbox's filters, for the group and the search alone. @source D6 */
export const countTasks = (
  { db }: Pick<Portal, 'db'>,
  account: Account,
  { group, q }: Pick<InboxQuery, 'group' | 'q'>,
): Promise<TaskCounts> =>
  countTaskRows(db, account, {
    group,
    search: q === null ? undefined : parseOrderSearch(q),
    now: new Date().toISOString(),
  });

/** What of an inbox's question concerns the orders that wait for their price. */
type PriceQuery = Pick<InboxQuery, 'q' | 'after' | 'before' | 'limit'>;

/**
 * A page of the orders that wait for the asker's institution to confirm their price, longest waiting first, and which part of
 * them it is. Nobody claims these: any member confirms a price. Empty for all but institutions.
 *
 * @source L99, L117
 */
export async function listToPrice({ db }: Pick<Portal, 'db'>, account: Account, query: PriceQuery) {
  const institutionId = account.roles.includes('institution') ? account.organizationId : null;
  if (institutionId === null) return { orders: [], next: null, previous: null, total: 0, before: 0 };
  const asked = { institutionId, search: query.q === null ? EVERYTHING : parseOrderSearch(query.q) };
  const place = (at: PriceQuery['after']) => at && { placedAt: at.at, id: at.id };
  const { after, before, limit } = query;
  const found = await listOrdersToPrice(db, {
    ...asked,
    after: before ? undefined : place(after),
    before: place(before),
    limit: limit + 1,
  });
  const { rows, next, previous } = pageBothWays(found, query, ({ placedAt, order }) => [placedAt, order.id]);
  const [first] = previous === null ? [] : rows;
  const part = await countOrdersToPrice(db, {
    ...asked,
    before: first && { placedAt: first.placedAt, id: first.order.id },
  });
  return { orders: rows, next, previous, ...part };
}

/** Whether the asker may claim a task and decide it, as far as can be said before a decision has its body. @source D6 */
function rulingsOn(
  { kind, state, claimedBy }: Pick<TaskRow, 'kind' | 'state' | 'claimedBy'>,
  { creditCodes, approvedBy, mayDecide }: SubjectRecord,
  account: Account,
): Pick<InboxLine, 'mayClaim' | 'mayDecide'> {
  const claimable = { kind, state, claimedBy: claimedBy?.id ?? null, creditCodes, approvedBy };
  return {
    mayClaim: mayClaimTask(claimable, account),
    mayDecide: isOpenTask({ state }) ? mayDecide(account, now()) : refused('task.not-open'),
  };
}
