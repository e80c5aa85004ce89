import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Actor } from '../../domain/role.ts';
import { groupsOf, TASK_KIND_NAMES } from '../../domain/task.ts';
import type { TaskKind, TaskState } from '../../domain/task.ts';
import type { Executor } from '../client.ts';
import { accounts } from '../schema/organization.ts';
import { taskIsOpen, tasks } from '../schema/task.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { REPLAN } from '../driver/replan.ts';
import { COUNTED_AT_MOST, countPart, countRows } from './counted.ts';
import type { ListPart } from './counted.ts';
import type { OrderSearch } from './order-search.ts';

/** What an inbox is narrowed to. */
export interface TaskFilter {
  readonly group?: string | undefined;
  readonly kind?: TaskKind | undefined;
  /** None: what is still to be done. */
  readonly state?: TaskState | undefined;
  /** Only what the asker has claimed. */
  readonly mine: boolean;
  /** Only what was due before this instant. */
  readonly dueBefore?: string | undefined;
  /** Asked of what the task's subject was found by when it was opened. */
  readonly search?: OrderSearch | undefined;
}

interface Place {
  readonly dueAt: string;
  readonly id: string;
}

/** One page of an inbox. */
export interface TaskPage extends TaskFilter {
  readonly after?: Place | undefined;
  readonly before?: Place | undefined;
  readonly limit: number;
}

const rows = (db: Executor) =>
  db
    .select({
      id: tasks.id,
      kind: tasks.kind,
      group: tasks.group,
      state: tasks.state,
      dueAt: tasks.dueAt,
      openedAt: tasks.openedAt,
      claimedBy: { id: accounts.id, name: accounts.name },
      subjectType: tasks.subjectType,
      subjectId: tasks.subjectId,
      title: tasks.title,
      version: tasks.version,
    })
    .from(tasks)
    .leftJoin(accounts, eq(accounts.id, tasks.claimedBy));

export type TaskRow = Awaited<ReturnType<typeof rows>>[number];

/** The asker's inbox: tasks of the asker's groups alone, earliest due first, also those next `before` a place. @source D6 */
export async function listTaskPage(
  db: Executor,
  asker: Actor,
  { after, before, limit, search, ...filter }: TaskPage,
): Promise<TaskRow[]> {
  const found = await rows(db)
    .where(
      and(
        matchTasks(asker, { ...filter, search }),
        after && sql`(${tasks.dueAt}, ${tasks.id}) > (${after.dueAt}::timestamptz, ${after.id}::uuid)`,
        before && sql`(${tasks.dueAt}, ${tasks.id}) < (${before.dueAt}::timestamptz, ${before.id}::uuid)`,
      ),
    )
    .orderBy(...(before ? [sql`${tasks.dueAt} desc`, sql`${tasks.id} desc`] : [tasks.dueAt, tasks.id]))
    .limit(limit);
  return before ? found.toReversed() : found;
}

/** Which part of a filtered inbox a page is. */
export const countInboxPart = (
  db: Executor,
  asker: Actor,
  { before, ...filter }: TaskFilter & { readonly before: Place | undefined },
): Promise<ListPart> =>
  countPart(db, tasks, {
    all: matchTasks(asker, filter),
    before: before && sql`(${tasks.dueAt}, ${tasks.id}) < (${before.dueAt}::timestamptz, ${before.id}::uuid)`,
  });

/** How much an inbox holds behind each of its filters; 1 001 stands for more than 1 000. */
export type TaskCounts = Readonly<Record<'todo' | 'open' | 'claimed' | 'mine' | 'overdue' | 'done' | TaskKind, number>>;

/** The counts of the asker's inbox for a group and search: by state, claim and due date, and for each kind what is to be done. @source D6 */
export async function countTaskRows(
  db: Executor,
  asker: Actor,
  { group, search, now }: { group?: string | undefined; search?: OrderSearch | undefined; now: string },
): Promise<TaskCounts> {
  const ids = search && (await findFew(db, search));
  const count = (filter: Partial<TaskFilter>) =>
    ids
      ? sql<number>`(count(*) filter (where ${matchTasks(asker, { mine: false, group, ...filter })}))::int`
      : countRows(db, tasks, matchTasks(asker, { mine: false, group, search, ...filter }));
  const asked = db.select({
    todo: count({}),
    open: count({ state: 'open' }),
    claimed: count({ state: 'claimed' }),
    mine: count({ mine: true }),
    overdue: count({ dueBefore: now }),
    done: count({ state: 'done' }),
    ...(Object.fromEntries(TASK_KIND_NAMES.map((kind) => [kind, count({ kind })])) as Record<TaskKind, SQL<number>>),
  });
  const [counts] = ids
    ? await asked.from(tasks).where(and(matchGroups(asker), isFoundBy(search, ids)))
    : await asked.from(sql`(select) as once`);
  if (!counts) throw new Error('a row of counts was expected');
  return counts;
}

/** One task, if its group is among the asker’s. */
export async function findTask(db: Executor, asker: Actor, id: string): Promise<TaskRow | undefined> {
  const [row] = await rows(db).where(and(eq(tasks.id, id), matchGroups(asker)));
  return row;
}

/** Who closed a task, if a person did, which version of its subject they had before them, and the events that opened and closed it. */
export async function findClosing(db: Executor, id: string) {
  const [row] = await db
    .select({
      by: { id: accounts.id, name: accounts.name },
      seenVersion: tasks.seenVersion,
      openedSeq: tasks.openedSeq,
      closedSeq: tasks.closedSeq,
    })
    .from(tasks)
    .leftJoin(accounts, eq(accounts.id, tasks.closedBy))
    .where(eq(tasks.id, id));
  return row;
}

/** The asker's tasks that a filter leaves. */
export const matchTasks = (
  asker: Actor,
  { group, kind, state, mine, dueBefore, search }: TaskFilter,
): SQL | undefined =>
  and(
    matchGroups(asker),
    group === undefined ? undefined : sql`${tasks.group} = ${group}`,
    kind && eq(tasks.kind, kind),
    state === undefined ? taskIsOpen : IS_IN[state],
    mine ? eq(tasks.claimedBy, asker.id) : undefined,
    dueBefore === undefined ? undefined : sql`${tasks.dueAt} < ${dueBefore}::timestamptz`,
    search && isFoundBy(search),
  );

const IS_IN: Readonly<Record<TaskState, SQL>> = {
  open: sql`${tasks.state} = 'open' and ${taskIsOpen}`,
  claimed: sql`${tasks.state} = 'claimed' and ${taskIsOpen}`,
  done: sql`${tasks.state} = 'done'`,
  withdrawn: sql`${tasks.state} = 'withdrawn'`,
};

/** One group, as nearly everyone has, is read in the order of the index; several are sorted. */
export function matchGroups(asker: Actor): SQL {
  const groups = groupsOf(asker);
  const [only] = groups;
  return only !== undefined && groups.length === 1
    ? eq(tasks.group, only)
    : sql`${tasks.group} = any(${sql.param(groups)}::text[])`;
}

/** The tasks whose subject a search finds; undefined when it asks for nothing. */
function isFoundBy({ words, number }: OrderSearch, ids?: readonly string[]): SQL | undefined {
  const hasWords = ids
    ? sql`${tasks.id} = any(${sql.param(ids)}::uuid[])`
    : sql`${tasks.tokens} @> ${sql.param(words)}::text[]`;
  const conditions = [
    ...(words.length > 0 ? [hasWords] : []),
    ...(number ? [sql`starts_with(${tasks.title} ->> 'number', ${number.begin})`] : []),
  ];
  return conditions.length === 0 ? undefined : sql`${sql.join(conditions, sql` and `)} ${sql.raw(REPLAN)}`;
}

/** Which tasks have the words of a search, if they are as few as can be counted: asked of the index of words alone (ADR 0052). */
async function findFew(db: Executor, { words }: OrderSearch): Promise<readonly string[] | null> {
  if (words.length === 0) return null;
  const rows = await tasksWithWords(db).execute({ words });
  return rows.length > COUNTED_AT_MOST ? null : rows.map(({ id }) => id);
}

const tasksWithWords = prepareOnce((db) =>
  db
    .select({ id: sql<string>`id` })
    .from(sql`tasks_with_words(${sql.placeholder('words')}::text[], ${sql.raw(String(COUNTED_AT_MOST + 1))}) as id`)
    .prepare('tasks_with_words'),
);
