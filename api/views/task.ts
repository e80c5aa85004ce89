import { z } from 'zod';
import { inShanghai } from '../../domain/day.ts';
import { TASK_KINDS, TASK_STATES } from '../../domain/task.ts';
import type { TaskKind } from '../../domain/task.ts';
import type { TaskRow } from '../../db/reads/task.ts';
import { Named, Time } from './money.ts';

export const TaskKindName = z.enum(Object.keys(TASK_KINDS) as TaskKind[]).meta({ id: 'TaskKind' });
export const TaskStateName = z.enum(TASK_STATES).meta({ id: 'TaskState' });

export const TaskView = z
  .object({
    id: z.string(),
    kind: TaskKindName,
    group: z.string(),
    state: TaskStateName,
    subject: z.object({ type: z.literal('order'), id: z.string(), label: z.string() }),
    version: z.int().describe("The subject's"),
    dueAt: Time,
    claimedBy: Named.nullable(),
    openedAt: Time,
  })
  .meta({ id: 'Task' });

/** A task as the interface shows it. */
export const taskView = ({ orderId, number, product, ...task }: TaskRow): z.output<typeof TaskView> => ({
  id: task.id,
  kind: task.kind,
  group: task.group,
  state: task.state,
  subject: { type: 'order', id: orderId, label: `${number} ${product}` },
  version: task.version,
  dueAt: inShanghai(task.dueAt),
  claimedBy: task.claimedBy,
  openedAt: inShanghai(task.openedAt),
});
