import { and, asc, desc, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Actor } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { tasks } from '../schema/task.ts';
import { matchTasks } from './task.ts';
import type { TaskFilter } from './task.ts';

interface Place {
  readonly id: string;
  readonly dueAt: string;
}

/** The tasks before and after a place in the asker's filtered inbox; those that others have claimed are passed over. @source D6 */
export async function findNeighbours(
  db: Executor,
  asker: Actor,
  place: Place,
  filter: TaskFilter,
): Promise<{ previous: string | undefined; next: string | undefined }> {
  const [[previous], [next]] = await Promise.all([
    one(
      db,
      matchTasks(asker, filter),
      asker,
      sql`(${tasks.dueAt}, ${tasks.id}) < (${place.dueAt}::timestamptz, ${place.id}::uuid)`,
      desc,
    ),
    one(
      db,
      matchTasks(asker, filter),
      asker,
      sql`(${tasks.dueAt}, ${tasks.id}) > (${place.dueAt}::timestamptz, ${place.id}::uuid)`,
      asc,
    ),
  ]);
  return { previous: previous?.id, next: next?.id };
}

const one = (db: Executor, inbox: SQL | undefined, asker: Actor, beyond: SQL, order: typeof asc | typeof desc) =>
  db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(inbox, sql`(${tasks.claimedBy} is null or ${tasks.claimedBy} = ${asker.id})`, beyond))
    .orderBy(order(tasks.dueAt), order(tasks.id))
    .limit(1);
