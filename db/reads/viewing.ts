import { and, eq, ne, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { accounts } from '../schema/organization.ts';
import { isViewed, viewings } from '../schema/process.ts';

/** A colleague who has a task before them now. */
export interface Viewer {
  readonly id: string;
  readonly name: string;
}

/**
 * Which other staff have these tasks before them: seen within a minute. Companies are neither told nor shown.
 *
 * @source D6
 */
export async function listViewers(
  db: Executor,
  asker: Pick<Actor, 'id' | 'organizationId'>,
  taskIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Viewer[]>> {
  if (asker.organizationId !== null || taskIds.length === 0) return new Map();
  const rows = await db
    .select({ taskId: viewings.taskId, id: accounts.id, name: accounts.name })
    .from(viewings)
    .innerJoin(accounts, eq(accounts.id, viewings.accountId))
    .where(
      and(sql`${viewings.taskId} = any(${sql.param(taskIds)}::uuid[])`, isViewed, ne(viewings.accountId, asker.id)),
    )
    .orderBy(accounts.name, accounts.id);
  const viewers = new Map<string, Viewer[]>();
  for (const { taskId, ...viewer } of rows) viewers.set(taskId, [...(viewers.get(taskId) ?? []), viewer]);
  return viewers;
}
