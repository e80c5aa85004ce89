import { z } from 'zod';
import { STAFF } from '../../../domain/role.ts';
import { nothing, ok } from '../answer.ts';
import { id } from '../../forms/fields.ts';
import { route } from '../route.ts';
import { getTask } from '../../actions/task.ts';
import { leaveTask, viewTask } from '../../actions/viewing.ts';
import { Named } from '../views/parts.ts';

const common = {
  by: STAFF,
  path: '/api/tasks/{id}/viewing',
  tag: 'tasks',
  params: z.object({ id }),
  missing: 'task.not-found',
  forbidden: 'task.not-your-step',
} as const;

/** Who among the staff has a task before them now. */
export const viewingRoutes = [
  route({
    ...common,
    method: 'post',
    summary: 'Say, at least every minute, that you have this task before you; answers who else has',
    answers: { 200: z.object({ viewers: z.array(Named) }) },
    handle: async (portal, { account, params }) =>
      ok({ viewers: await viewTask(portal, account, await getTask(portal, account, params.id)) }),
  }),
  route({
    ...common,
    method: 'delete',
    summary: 'Say that you have closed the task',
    answers: { 204: null },
    handle: async (portal, { account, params }) => {
      await leaveTask(portal, account, params.id);
      return nothing();
    },
  }),
];
