import { z } from 'zod';
import { STAFF } from '../../../domain/role.ts';
import { nothing, ok } from '../answer.ts';
import { id } from '../../forms/fields.ts';
import { route } from '../route.ts';
import { leaveSubject, viewSubject } from '../../actions/viewing.ts';
import { Named } from '../views/parts.ts';

const common = {
  by: STAFF,
  path: '/api/orders/{id}/viewing',
  tag: 'orders',
  params: z.object({ id }),
  missing: 'order.not-found',
} as const;

/** Who among the staff has an order before them now. */
export const viewingRoutes = [
  route({
    ...common,
    method: 'post',
    summary: 'Say, at least every minute, that you have an order before you; answers who else has',
    answers: { 200: z.object({ viewers: z.array(Named) }) },
    handle: async (portal, { account, params }) =>
      ok({ viewers: await viewSubject(portal, account, { type: 'order', id: params.id }) }),
  }),
  route({
    ...common,
    method: 'delete',
    summary: 'Say that you have closed it',
    answers: { 204: null },
    handle: async (portal, { account, params }) => {
      await leaveSubject(portal, account, { type: 'order', id: params.id });
      return nothing();
    },
  }),
];
