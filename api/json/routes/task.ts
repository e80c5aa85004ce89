import { z } from 'zod';
import { TASKED } from '../../../domain/task.ts';
import { ok } from '../answer.ts';
import { id } from '../../forms/fields.ts';
import { pageOf } from '../../forms/page.ts';
import { inboxQuery, listTasks } from '../../actions/inbox.ts';
import { route } from '../route.ts';
import { claimTaskFor, releaseTaskFor, getTask } from '../../actions/task.ts';
import { taskJson, TaskSchema } from '../views/task.ts';

const common = { by: TASKED, tag: 'tasks', forbidden: 'task.not-your-step', missing: 'task.not-found' } as const;
const params = z.object({ id });

/** The inbox. */
export const taskRoutes = [
  route({
    ...common,
    method: 'get',
    path: '/api/tasks',
    summary: 'Tasks of your groups, earliest due first',
    query: inboxQuery,
    answers: { 200: pageOf(TaskSchema).extend({ previous: z.string().optional() }) },
    handle: async (portal, { account, query }) => {
      const { rows, next, previous } = await listTasks(portal, account, query);
      return ok({ items: rows.map(taskJson), next, ...(previous !== null && { previous }) });
    },
  }),
  route({
    ...common,
    method: 'get',
    path: '/api/tasks/{id}',
    summary: 'A task of one of your groups',
    params,
    answers: { 200: TaskSchema },
    handle: async (portal, { account, params: { id: taskId } }) => ok(taskJson(await getTask(portal, account, taskId))),
  }),
  route({
    ...common,
    method: 'post',
    path: '/api/tasks/{id}/claim',
    summary: 'Claim a task',
    params,
    answers: { 200: TaskSchema },
    handle: async (portal, { account, params: { id: taskId } }) =>
      ok(taskJson(await claimTaskFor(portal, account, taskId))),
  }),
  route({
    ...common,
    method: 'delete',
    path: '/api/tasks/{id}/claim',
    summary: 'Give a claimed task back to its group',
    params,
    answers: { 200: TaskSchema },
    handle: async (portal, { account, params: { id: taskId } }) =>
      ok(taskJson(await releaseTaskFor(portal, account, taskId))),
  }),
];
