import { STAFF } from '../../../domain/role.ts';
import { z } from 'zod';
import { ok } from '../answer.ts';
import { decisionQuery, listDecisions } from '../../actions/decision.ts';
import { pageOf } from '../../forms/page.ts';
import { route } from '../route.ts';
import { decisionJson, DecisionSchema } from '../views/decision.ts';

/** The history of one's own decisions. */
export const decisionRoutes = [
  route({
    method: 'get',
    path: '/api/decisions',
    by: STAFF,
    forbidden: 'task.not-your-step',
    tag: 'tasks',
    summary: 'What you have done with orders, newest first',
    query: decisionQuery,
    answers: { 200: pageOf(DecisionSchema).extend({ previous: z.string().optional() }) },
    handle: async (portal, { account, query, language }) => {
      const { rows, next, previous } = await listDecisions(portal, account, query);
      return ok({
        items: rows.map((row) => decisionJson(row, language)),
        next,
        ...(previous !== null && { previous }),
      });
    },
  }),
];
