import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Actor } from '../../domain/role.ts';
import { groupsOf } from '../../domain/task.ts';
import type { TaskKind, TaskState } from '../../domain/task.ts';
import type { Executor } from '../client.ts';
import { orders } from '../schema/order.ts';
import { accounts } from '../schema/organization.ts';
import { tasks } from '../schema/task.ts';

export interface TaskFilter {
  readonly group?: string | undefined;
  readonly kind?: TaskKind | undefined;
  /** None: what is still to be done. */
  readonly state?: TaskState | undefined;
  /** Only what the asker has claimed. */
  readonly mine: boolean;
  readonly after?: { readonly dueAt: string; readonly id: string } | undefined;
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
      orderId: tasks.orderId,
      number: orders.number,
      product: sql<string>`${orders.product} ->> 'name'`,
      version: orders.version,
    })
    .from(tasks)
    .innerJoin(orders, eq(orders.id, tasks.orderId))
    .leftJoin(accounts, eq(accounts.id, tasks.claimedBy));

export type TaskRow = Awaited<ReturnType<typeof rows>>[number];

/** The asker's inbox: tasks of the asker's groups alone, earliest due first. @source D6 */
export const listedTasks = (
  db: Executor,
  asker: Actor,
  { group, kind, state, mine, after, limit }: TaskFilter,
): Promise<TaskRow[]> =>
  rows(db)
    .where(
      and(
        inGroups(asker),
        group === undefined ? undefined : sql`${tasks.group} = ${group}`,
        kind && eq(tasks.kind, kind),
        state ? eq(tasks.state, state) : sql`${tasks.state} in ('open', 'claimed')`,
        mine ? eq(tasks.claimedBy, asker.id) : undefined,
        after && sql`(${tasks.dueAt}, ${tasks.id}) > (${after.dueAt}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(tasks.dueAt, tasks.id)
    .limit(limit);

/** One task, if its group is among the asker’s. */
export async function seenTask(db: Executor, asker: Actor, id: string): Promise<TaskRow | undefined> {
  const [row] = await rows(db).where(and(eq(tasks.id, id), inGroups(asker)));
  return row;
}

/** One group, as nearly everyone has, is read in the order of the index; several are sorted. */
function inGroups(asker: Actor): SQL {
  const groups = groupsOf(asker);
  const [only] = groups;
  return only !== undefined && groups.length === 1
    ? eq(tasks.group, only)
    : sql`${tasks.group} = any(${sql.param(groups)}::text[])`;
}
