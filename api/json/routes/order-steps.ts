import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { orderJsonFor, takeStep } from '../../actions/order.ts';
import { ORDER_FORMS, requestOf } from '../../forms/order.ts';
import { stepRoutes } from '../step-routes.ts';
import type { StepPath } from '../step-routes.ts';
import { OrderSchema } from '../views/order.ts';

/** Each step of the table as a sub-resource of its order. Placing is a route of its own, in `order.ts`. */
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
  failPayout: ['post', 'payouts/failure'],
  proposeChange: ['post', 'changes', 'creates'],
  acceptChange: ['post', 'changes/{changeId}/acceptance'],
  approveChange: ['post', 'changes/{changeId}/approval'],
  rejectChange: ['post', 'changes/{changeId}/rejection'],
  dropChange: ['delete', 'changes/{changeId}'],
  close: ['post', 'closure'],
  dropClosure: ['post', 'closure/withdrawal'],
} as const satisfies Record<Exclude<OrderStep, 'place'>, StepPath>;

/** One route for each step of an order but placing. */
export const orderStepRoutes = stepRoutes({
  plural: 'orders',
  missing: 'order.not-found',
  forbidden: 'order.not-your-step',
  paths: PATHS,
  steps: ORDER_STEPS,
  forms: ORDER_FORMS,
  schema: OrderSchema,
  take: (portal, clicker, { step, id, version, fields, params }) =>
    takeStep(portal, clicker, { orderId: id, version, request: requestOf(step, fields, params['changeId']) }),
  toJson: orderJsonFor,
});
