import { z } from 'zod';
import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import { clickAnswer, created, ok } from '../answer.ts';
import { insistFound } from '../../actions/errors.ts';
import { id, version } from '../../forms/fields.ts';
import { ORDER_FORMS, requestOf } from '../../forms/order.ts';
import { pageOf } from '../../forms/page.ts';
import { listOrders, orderQuery } from '../../actions/order-list.ts';
import { getOrder, orderJsonFor, placeOrder } from '../../actions/order.ts';
import { route } from '../route.ts';
import { CommandSchema } from '../views/command.ts';
import { ChangeSchema, OrderSchema } from '../views/order.ts';

const tag = 'orders';

/** Orders: placing one, and reading. The steps on one are in `order-steps.ts`. */
export const orderRoutes = [
  route({
    method: 'post',
    path: '/api/orders',
    by: ORDER_STEPS.place.by,
    tag,
    summary: 'Place an order: at P, or at an expected amount that the institution then confirms',
    body: z.object({ ...ORDER_FORMS.place.fields, version: version.nullish() }),
    answers: { 201: OrderSchema, 202: CommandSchema },
    handle: async (portal, call) =>
      clickAnswer(await placeOrder(portal, call, requestOf('place', call.body)), (read) =>
        created(`/api/orders/${read.file.order.id}`, orderJsonFor(read, call)),
      ),
  }),
  route({
    method: 'get',
    path: '/api/orders',
    by: 'signedIn',
    tag,
    summary: 'Orders you may see, newest first; `q` looks for number, product, parties and amounts',
    query: orderQuery,
    answers: { 200: pageOf(OrderSchema).extend({ previous: z.string().optional() }) },
    handle: async (portal, { account, language, query }) => {
      const { previous, ...list } = await listOrders(portal, account, query, language);
      return ok({ ...list, ...(previous !== null && { previous }) });
    },
  }),
  route({
    method: 'get',
    path: '/api/orders/{id}',
    by: 'signedIn',
    tag,
    summary: 'An order: amounts, whose turn, what you may do, what was done',
    params: z.object({ id }),
    missing: 'order.not-found',
    answers: { 200: OrderSchema },
    handle: async (portal, call) => ok(orderJsonFor(await getOrder(portal, call.account, call.params.id), call)),
  }),
  route({
    method: 'get',
    path: '/api/orders/{id}/changes/{changeId}',
    by: 'signedIn',
    tag,
    summary: 'A contract change of an order',
    params: z.object({ id, changeId: id }),
    missing: 'change.not-found',
    answers: { 200: ChangeSchema },
    handle: async (portal, call) => {
      const { changes } = orderJsonFor(await getOrder(portal, call.account, call.params.id), call);
      return ok(
        insistFound(
          changes.find((change) => change.id === call.params.changeId),
          'change.not-found',
        ),
      );
    },
  }),
];
