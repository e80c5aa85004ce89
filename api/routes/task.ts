import { z } from 'zod';
import { listedTasks } from '../../db/reads/task.ts';
import type { Role } from '../../domain/role.ts';
import { ok } from '../answer.ts';
import { id, text } from '../forms/fields.ts';
import { byInstant, page, pageOf } from '../forms/page.ts';
import { route } from '../route.ts';
import { claimFor, releaseFor, taskFor } from '../task.ts';
import { TaskKindName, TaskStateName, taskView, TaskView } from '../views/task.ts';

/** Staff of a group, and for 补正 the institution's members. @source D5, D6 */
const by = ['park', 'center', 'finance', 'admin', 'institution'] as const satisfies readonly Role[];
const common = { by, tag: 'tasks', forbidden: 'task.not-your-step', missing: 'task.not-found' } as const;
const params = z.object({ id });

const filter = z.object({
  ...byInstant,
  group: text(60).optional(),
  kind: TaskKindName.optional(),
  state: TaskStateName.optional().describe('Open and claimed ones when not given'),
  mine: z.enum(['true', 'false', '1', '0']).optional().describe('Only what you have claimed'),
});

/** The inbox. */
export const taskRoutes = [
  route({
    ...common,
    method: 'get',
    path: '/api/tasks',
    summary: 'Tasks of your groups, earliest due first',
    query: filter,
    answers: { 200: pageOf(TaskView) },
    handle: async ({ db }, { account, query: { after, limit, mine, ...query } }) => {
      const asked = {
        ...query,
        mine: mine === 'true' || mine === '1',
        after: after && { dueAt: after.at, id: after.id },
        limit: limit + 1,
      };
      const { rows, next } = page(await listedTasks(db, account, asked), limit, (row) => [row.dueAt, row.id]);
      return ok({ items: rows.map(taskView), next });
    },
  }),
  route({
    ...common,
    method: 'get',
    path: '/api/tasks/{id}',
    summary: 'A task of one of your groups',
    params,
    answers: { 200: TaskView },
    handle: async (portal, { account, params: { id: taskId } }) => ok(taskView(await taskFor(portal, account, taskId))),
  }),
  route({
    ...common,
    method: 'post',
    path: '/api/tasks/{id}/claim',
    summary: 'Claim a task',
    params,
    answers: { 200: TaskView },
    handle: async (portal, { account, params: { id: taskId } }) =>
      ok(taskView(await claimFor(portal, account, taskId))),
  }),
  route({
    ...common,
    method: 'delete',
    path: '/api/tasks/{id}/claim',
    summary: 'Give a claimed task back to its group',
    params,
    answers: { 200: TaskView },
    handle: async (portal, { account, params: { id: taskId } }) =>
      ok(taskView(await releaseFor(portal, account, taskId))),
  }),
];
