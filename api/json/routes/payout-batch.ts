import { z } from 'zod';
import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import type { Role } from '../../../domain/role.ts';
import { clickAnswer, created, ok } from '../answer.ts';
import { Refused } from '../../actions/errors.ts';
import { id, reason } from '../../forms/fields.ts';
import { paidForm } from '../../forms/order.ts';
import { pageOf } from '../../forms/page.ts';
import {
  batchForm,
  batchQuery,
  settleFailedLine,
  listBatches,
  payLine,
  prepare,
  settleRemovedLine,
  getShownBatch,
} from '../../actions/payout-batch.ts';
import { route } from '../route.ts';
import { CommandSchema } from '../views/command.ts';
import { BatchHeadSchema, BatchSchema } from '../views/payout-batch.ts';

/** Prepared and settled by whoever may record payouts, shown to the administrator as well. */
const { by } = ORDER_STEPS.recordPayout;
const readers = ['finance', 'admin'] as const satisfies readonly Role[];
const common = {
  tag: 'payout batches',
  forbidden: 'payout-batch.not-your-step',
  missing: 'payout-batch.not-found',
} as const;
const params = z.object({ id });
const line = z.object({ id, lineId: id });

/** Payouts prepared as batches: exported for the bank, then marked line by line. @source D2 */
export const payoutBatchRoutes = [
  route({
    ...common,
    by: readers,
    method: 'get',
    path: '/api/payout-batches',
    summary: 'Batches, newest first, with what their lines come to',
    query: batchQuery,
    answers: { 200: pageOf(BatchHeadSchema) },
    handle: async (portal, { query }) => {
      const { items, next } = await listBatches(portal, query);
      return ok({ items, next });
    },
  }),
  route({
    ...common,
    by,
    method: 'post',
    path: '/api/payout-batches',
    summary: 'Prepare a batch of payouts, all lines or none',
    body: batchForm,
    answers: { 201: BatchSchema },
    handle: async (portal, call) => {
      const wanted = call.body.lines.map(({ orderId, amount }) => ({ orderId, amountFen: amount ?? null }));
      const prepared = await prepare(portal, call, wanted);
      if ('refused' in prepared) throw new Refused(prepared.refused[0]?.code ?? 'order.wrong-state');
      return created(
        `/api/payout-batches/${prepared.batchId}`,
        await getShownBatch(portal, prepared.batchId, call.language),
      );
    },
  }),
  route({
    ...common,
    by: readers,
    method: 'get',
    path: '/api/payout-batches/{id}',
    summary: 'A batch with its lines',
    params,
    answers: { 200: BatchSchema },
    handle: async (portal, call) => ok(await getShownBatch(portal, call.params.id, call.language)),
  }),
  route({
    ...common,
    by,
    method: 'post',
    path: '/api/payout-batches/{id}/lines/{lineId}/payment',
    summary: 'Mark a line paid: records the payout of its order',
    params: line,
    body: z.object(paidForm),
    answers: { 200: BatchSchema, 202: CommandSchema },
    handle: async (portal, call) =>
      clickAnswer(await payLine(portal, call, call.params, call.body), async () =>
        ok(await getShownBatch(portal, call.params.id, call.language)),
      ),
  }),
  route({
    ...common,
    by,
    method: 'post',
    path: '/api/payout-batches/{id}/lines/{lineId}/failure',
    summary: 'Mark a line failed: recorded on its order, which may be put into another batch',
    params: line,
    body: z.object({ reason }),
    answers: { 200: BatchSchema, 202: CommandSchema },
    handle: async (portal, call) =>
      clickAnswer(await settleFailedLine(portal, call, call.params, call.body.reason), async () =>
        ok(await getShownBatch(portal, call.params.id, call.language)),
      ),
  }),
  route({
    ...common,
    by,
    method: 'delete',
    path: '/api/payout-batches/{id}/lines/{lineId}',
    summary: 'Take a waiting line out of its batch, while no file was exported for the bank',
    params: line,
    answers: { 200: BatchSchema },
    handle: async (portal, call) => {
      await settleRemovedLine(portal, call.account, call.params, null);
      return ok(await getShownBatch(portal, call.params.id, call.language));
    },
  }),
  route({
    ...common,
    by,
    method: 'post',
    path: '/api/payout-batches/{id}/lines/{lineId}/removal',
    summary: 'Take a waiting line out of its batch, with the reason: also of a batch that was exported for the bank',
    params: line,
    body: z.object({ reason }),
    answers: { 200: BatchSchema },
    handle: async (portal, call) => {
      await settleRemovedLine(portal, call.account, call.params, call.body.reason);
      return ok(await getShownBatch(portal, call.params.id, call.language));
    },
  }),
];
