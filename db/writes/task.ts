import { and, eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import type { OpenTask } from '../../domain/process/wait.ts';
import type { Subject } from '../../domain/process/subject.ts';
import type { TaskTurn } from '../../domain/process/task-changes.ts';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { after, ONE, slot, slotName, slotsOf } from '../driver/write.ts';
import type { Write } from '../driver/write.ts';
import { taskIsOpen, tasks } from '../schema/task.ts';
import type { TaskTitle } from '../schema/task.ts';
import { Moved } from './moved.ts';
import { SUBJECT } from './process.ts';

/** The open task of a subject, held until the transaction ends: a claim at the same moment waits, or has been. At most one. */
export const lockOpenTask = (tx: Executor, subjectId: string) => heldTask(tx).execute({ subjectId });

const heldTask = prepareOnce((db) =>
  db
    .select({ id: tasks.id, kind: tasks.kind, claimedBy: tasks.claimedBy })
    .from(tasks)
    .where(and(eq(tasks.subjectId, sql.placeholder('subjectId')), taskIsOpen))
    .for('update')
    .prepare('held_task'),
);

interface Turning {
  readonly subject: Subject;
  readonly seq: number;
  /** The open task, as it was read. */
  readonly task: OpenTask | null;
  /** The version the decision had seen, and the one there is now. */
  readonly seenVersion: number;
  readonly version: number;
  /** What a task opened now is called and found by; null: by what its subject's own row says. */
  readonly title: TaskTitle;
  readonly tokens: readonly string[] | null;
  readonly actorId: string | null;
  readonly now: Instant;
  /** When a task opened now falls due. */
  readonly dueAt: Instant | null;
}

const CLOSED = 'closedTask';

/**
 * Closes, frees and opens tasks, beside the write of their subject's row. Insists (`Moved`) that the open task is as it was read:
 * a claim at the same moment waits, or has been.
 *
 * @throws Error when a task would be opened without a due date
 */
export function turnTasks(
  turn: TaskTurn,
  { subject, seq, task, seenVersion, version, title, tokens, actorId, now, dueAt }: Turning,
): readonly Write[] {
  const writes: Write[] = task ? [] : [noTask(subject.id)];
  if (task && turn.close)
    writes.push(
      ofTask(CLOSED, task, { state: turn.close, closedAt: now, closedBy: actorId, closedSeq: seq, seenVersion }),
    );
  if (task && !turn.close && (turn.release || version > seenVersion))
    writes.push(
      ofTask('keptTask', task, { version, ...(turn.release && { state: 'open' as const, claimedBy: null }) }),
    );
  if (turn.open) {
    if (dueAt === null) throw new Error(`a task of ${subject.type} ${subject.id} without a due date`);
    const { kind, group, claimedBy } = turn.open;
    writes.push(
      openTask(
        { isFirst: !(task && turn.close), tokens },
        {
          subjectType: subject.type,
          subjectId: subject.id,
          title,
          version,
          kind,
          group,
          claimedBy,
          state: claimedBy ? 'claimed' : 'open',
          dueAt,
          openedAt: now,
          openedSeq: seq,
        },
      ),
    );
  }
  return writes;
}

/** Insists that no task has been opened since none was read: a turn that reconciliation renewed opens one beside no event. */
const noTask = (subjectId: string): Write => ({
  name: 'noTask',
  shape: '',
  build: (db) =>
    db
      .select({ one: ONE })
      .from(tasks)
      .where(and(eq(tasks.subjectId, slot('noTask', 'subject')), taskIsOpen)),
  values: { [slotName('noTask', 'subject')]: subjectId },
  insists: { rows: 0, orElse: () => new Moved(`${subjectId} has a task that was not read`) },
});

/** Changes the open task; insists that nobody has claimed, freed or closed it since it was read. */
function ofTask(name: string, { id, claimedBy }: OpenTask, row: Partial<typeof tasks.$inferInsert>): Write {
  const { keys, slots, values } = slotsOf(name, tasks, row);
  return {
    name,
    shape: keys,
    build: (db) =>
      db
        .update(tasks)
        .set(slots)
        .where(
          and(
            eq(tasks.id, slot(name, 'which')),
            sql`${tasks.claimedBy} is not distinct from ${slot(name, 'seenClaim')}::uuid`,
            taskIsOpen,
          ),
        )
        .returning({ one: ONE }),
    values: { ...values, [slotName(name, 'which')]: id, [slotName(name, 'seenClaim')]: claimedBy },
    insists: { rows: 1, orElse: () => new Moved(`task ${id} is no longer as it was read`) },
  };
}

/** Opens a task after the one there was is closed: at no moment two are open. */
function openTask(
  { isFirst, tokens }: { readonly isFirst: boolean; readonly tokens: readonly string[] | null },
  row: Omit<typeof tasks.$inferInsert, 'tokens'>,
): Write {
  const name = 'openedTask';
  const { keys, slots, values } = slotsOf(name, tasks, row);
  const found = sql`coalesce(${slot(name, 'tokens')}::text[], (select tokens from ${sql.identifier(SUBJECT)}))`;
  return {
    name,
    shape: `${keys} ${isFirst}`,
    build: (db) =>
      db
        .insert(tasks)
        .values({ ...(slots as object), tokens: isFirst ? found : after(CLOSED, found) } as never)
        .returning({ one: ONE }),
    values: { ...values, [slotName(name, 'tokens')]: tokens },
  };
}
