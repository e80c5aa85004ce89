import { z } from 'zod';
import { orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { clickAnswer, created, ok } from '../answer.ts';
import { id, queryVersion, version } from '../../forms/fields.ts';
import { ORDER_FORMS, requestOf } from '../../forms/order.ts';
import { orderJsonFor, takeStep } from '../../actions/order.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { CommandSchema } from '../views/command.ts';
import { OrderSchema } from '../views/order.ts';

/** Each step of the table as a sub-resource of its order. */
const PATHS = {
  confirmPrice: ['post', 'price'],
  pay: ['post', 'payment'],
  withdraw: ['delete', 'payment'],
  approvePayment: ['post', 'payment/approval'],
  rejectPayment: ['post', 'payment/rejection'],
  requestRedemption: ['post', 'redemption'],
  returnRedemption: ['post', 'redemption/return'],
  supplementRedemption: ['post', 'redemption/supplement'],
  approveRedemption: ['post', 'redemption/approval'],
  rejectRedemption: ['post', 'redemption/rejection'],
  recordPayout: ['post', 'payouts'],
  proposeChange: ['post', 'changes'],
  acceptChange: ['post', 'changes/{changeId}/acceptance'],
  approveChange: ['post', 'changes/{changeId}/approval'],
  rejectChange: ['post', 'changes/{changeId}/rejection'],
  dropChange: ['delete', 'changes/{changeId}'],
  close: ['post', 'closure'],
} as const satisfies Record<Exclude<OrderStep, 'place'>, readonly ['post' | 'delete', string]>;

type Step = keyof typeof PATHS;

/** What stands in a body or query besides the step's own: a decision must name the version it saw, others may. */
interface Seen {
  readonly version?: number | null | undefined;
}

/** One route for each step of an order but placing, derived from the step table. */
export const orderStepRoutes: readonly Route[] = (Object.keys(PATHS) as Step[]).map((step) => {
  const [method, path] = PATHS[step];
  const { by, en, decision } = orderStep(step);
  const isNew = step === 'proposeChange';
  return route({
    method,
    path: `/api/orders/{id}/${path}`,
    by,
    tag: 'orders',
    summary: en,
    params: z.object({ id, ...(path.includes('{changeId}') && { changeId: id }) }),
    missing: 'order.not-found',
    ...(method === 'delete'
      ? { query: z.object({ version: queryVersion.optional() }) }
      : { body: z.object({ ...ORDER_FORMS[step].fields, version: decision ? version : version.nullish() }) }),
    answers: { [isNew ? 201 : 200]: OrderSchema, 202: CommandSchema },
    handle: async (portal, call) => {
      const { id: orderId, changeId } = call.params as { id: string; changeId?: string };
      const seen = { ...(call.body as object), ...(call.query as object) } as Seen & Record<string, unknown>;
      const request = requestOf(step, seen, changeId);
      const result = await takeStep(portal, call, { orderId, version: seen.version ?? null, request });
      return clickAnswer(result, (read, commandId) => {
        const order = orderJsonFor(read, call);
        return isNew ? created(`/api/orders/${orderId}/changes/${commandId}`, order) : ok(order);
      });
    },
  });
});
