import { and, eq } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import type { TaskTurn } from '../../domain/order/task-changes.ts';
import type { Executor } from '../client.ts';
import { together } from '../driver/pipeline.ts';
import { taskIsOpen, tasks } from '../schema/task.ts';

/** The open task of an order, held until the transaction ends: a claim at the same moment waits, or has been. At most one. */
export const lockedTask = (tx: Executor, orderId: string) =>
  tx
    .select({ id: tasks.id, kind: tasks.kind, claimedBy: tasks.claimedBy })
    .from(tasks)
    .where(and(eq(tasks.orderId, orderId), taskIsOpen))
    .for('update');

interface Turning {
  readonly orderId: string;
  readonly seq: number;
  /** The version the decision had seen. */
  readonly version: number;
  readonly actorId: string | null;
  readonly now: Instant;
  /** When a task opened now falls due. */
  readonly dueAt: Instant | null;
}

/**
 * Closes, frees and opens tasks in the step's transaction.
 *
 * @throws Error when a task would be opened without a due date
 */
export async function turnTasks(
  tx: Executor,
  turn: TaskTurn,
  { orderId, seq, version, actorId, now, dueAt }: Turning,
): Promise<void> {
  const theOpenOne = and(eq(tasks.orderId, orderId), taskIsOpen);
  const statements: Promise<unknown>[] = [];
  if (turn.close)
    statements.push(
      tx
        .update(tasks)
        .set({ state: turn.close, closedAt: now, closedBy: actorId, closedSeq: seq, seenVersion: version })
        .where(theOpenOne)
        .execute(),
    );
  if (turn.release)
    statements.push(tx.update(tasks).set({ state: 'open', claimedBy: null }).where(theOpenOne).execute());
  if (turn.open) {
    if (dueAt === null) throw new Error(`a task of order ${orderId} without a due date`);
    const { kind, group, claimedBy } = turn.open;
    statements.push(
      tx
        .insert(tasks)
        .values({
          orderId,
          kind,
          group,
          claimedBy,
          state: claimedBy ? 'claimed' : 'open',
          dueAt,
          openedAt: now,
          openedSeq: seq,
        })
        .execute(),
    );
  }
  await together(statements);
}
