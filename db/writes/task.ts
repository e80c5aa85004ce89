import { and, eq } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import type { Subject } from '../../domain/process/subject.ts';
import type { TaskTurn } from '../../domain/process/task-changes.ts';
import type { Executor } from '../client.ts';
import { pipeline } from '../driver/pipeline.ts';
import { taskIsOpen, tasks } from '../schema/task.ts';
import type { TaskTitle } from '../schema/task.ts';

/** The open task of a subject, held until the transaction ends: a claim at the same moment waits, or has been. At most one. */
export const lockOpenTask = (tx: Executor, subjectId: string) =>
  tx
    .select({ id: tasks.id, kind: tasks.kind, claimedBy: tasks.claimedBy })
    .from(tasks)
    .where(and(eq(tasks.subjectId, subjectId), taskIsOpen))
    .for('update');

interface Turning {
  readonly subject: Subject;
  readonly seq: number;
  /** There is an open task, and the step leaves it open. */
  readonly isKept: boolean;
  /** The version the decision had seen, and the one there is now. */
  readonly seenVersion: number;
  readonly version: number;
  /** What a task opened now is called and found by. */
  readonly title: TaskTitle;
  readonly tokens: SQL<string[]>;
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
  { subject, seq, isKept, seenVersion, version, title, tokens, actorId, now, dueAt }: Turning,
): Promise<void> {
  const theOpenOne = and(eq(tasks.subjectId, subject.id), taskIsOpen);
  const statements: Promise<unknown>[] = [];
  if (turn.close)
    statements.push(
      tx
        .update(tasks)
        .set({ state: turn.close, closedAt: now, closedBy: actorId, closedSeq: seq, seenVersion })
        .where(theOpenOne)
        .execute(),
    );
  if (turn.release || (isKept && version > seenVersion))
    statements.push(
      tx
        .update(tasks)
        .set({ version, ...(turn.release && { state: 'open' as const, claimedBy: null }) })
        .where(theOpenOne)
        .execute(),
    );
  if (turn.open) {
    if (dueAt === null) throw new Error(`a task of ${subject.type} ${subject.id} without a due date`);
    const { kind, group, claimedBy } = turn.open;
    statements.push(
      tx
        .insert(tasks)
        .values({
          subjectType: subject.type,
          subjectId: subject.id,
          title,
          tokens,
          version,
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
  await pipeline(statements);
}
