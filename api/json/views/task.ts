import { z } from 'zod';
import { inShanghai } from '../../../domain/day.ts';
import type { TaskRow } from '../../../db/reads/task.ts';
import { SubjectTypeName, TaskKindName, TaskStateName } from '../../forms/names.ts';
import { Named, orNull, Time } from './parts.ts';

export const TaskSchema = z
  .object({
    id: z.string(),
    kind: TaskKindName,
    group: z.string(),
    state: TaskStateName,
    subject: z.object({ type: SubjectTypeName, id: z.string(), label: z.string() }),
    version: z.int().describe("The subject's"),
    dueAt: Time,
    claimedBy: orNull(Named),
    openedAt: Time,
  })
  .meta({ id: 'Task' });

/** A task as the interface shows it. */
export const taskJson = ({ subjectType, subjectId, title, ...task }: TaskRow): z.output<typeof TaskSchema> => ({
  id: task.id,
  kind: task.kind,
  group: task.group,
  state: task.state,
  subject: { type: subjectType, id: subjectId, label: [title.number, title.name ?? ''].join(' ').trim() },
  version: task.version,
  dueAt: inShanghai(task.dueAt),
  claimedBy: task.claimedBy,
  openedAt: inShanghai(task.openedAt),
});
