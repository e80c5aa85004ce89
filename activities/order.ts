import type { Executor } from '../db/client.ts';
import type { Write } from '../db/driver/write.ts';
import type { OrderBodies } from '../domain/order/commands.ts';
import { orderNoticeFacts } from '../domain/order/notice-facts.ts';
import type { Order } from '../domain/order/order.ts';
import { ORDER_PROCESS } from '../domain/order/process.ts';
import { toOrderRecord, findOrderRecord } from '../db/reads/order.ts';
import type { OrderRecord } from '../db/reads/order.ts';
import { givenIn } from '../db/reads/said-command.ts';
import { orderEvents, orderFactsOf, orders } from '../db/schema/order.ts';
import { toEventsTable } from '../db/schema/process.ts';
import { isRedemptionLive } from '../domain/order/invoice.ts';
import { PAPERS_OF_STEP, papersOf } from '../domain/reading/papers.ts';
import { claimInvoices, freedInvoices } from '../db/writes/claimed-invoice.ts';
import { keepComparison } from '../db/writes/decision-comparison.ts';
import { lockOrderRows } from '../db/writes/order.ts';
import { failLine, settleLine } from '../db/writes/payout-batch.ts';
import { advanceIn, postEntries } from '../db/writes/process.ts';
import type { OrderActivities } from '../workflows/messages/order.ts';
import { placeOrder } from './order-placing.ts';
import type { OrderAdapter } from './order-placing.ts';
import type { TakenStep } from './process/adapter.ts';
import { processActivities } from './process/record.ts';
import type { ProcessDeps } from './process/record.ts';

const orderAdapter: OrderAdapter = {
  process: ORDER_PROCESS,
  events: toEventsTable(orderEvents),
  rowOf: ({ order }) => order,
  find: findOrderRecord,
  lock: async (tx, orderId, command) => {
    const [row] = await lockOrderRows(tx, orderId, command);
    return row && { record: toOrderRecord(row), asked: givenIn(row) };
  },
  begin: (recording, asked) => placeOrder(orderAdapter, recording, asked),
  advance: advanceIn(orders, orderFactsOf(orders)),
  also: async (tx, step) => [
    ...moveMoney(step),
    ...settleBatchLine(step),
    ...moveInvoices(step),
    ...(await keepCompared(tx, step)),
  ],
  titleOf: ({ order, product }) => ({ number: order.number, name: product.name }),
  tokensOf: () => null,
  recipientsOf: ({ institutionId, enterpriseId }) => ({ institutionId, enterpriseId }),
  noticeFactsOf: (after, { product }, reason, by) => orderNoticeFacts(after, product.name, reason, by),
  factsOf: ({ number, institutionId, enterpriseId }) => ({ number, institutionId, enterpriseId }),
};

type Step = TakenStep<Order, OrderBodies, OrderRecord>;

const moveMoney = ({ before, after, request, effect, now }: Step): readonly Write[] =>
  postEntries(
    before.voucherLineId,
    { subject: { type: 'order', id: before.id }, seq: after.seq, step: request.step, now },
    effect.movements,
  );

/** A payout settles the line of a batch, and so does one that failed. @source D2 */
function settleBatchLine({ before, request, actor, now }: Step): readonly Write[] {
  const by = { actorId: actor.id, now };
  if (request.step === 'recordPayout') return settleLine(before.id, request.body, by);
  return request.step === 'failPayout' ? failLine(before.id, request.body, by) : [];
}

/** A redemption takes its invoices, one asked for anew takes its new ones, and one that ends frees them. @source D41 */
function moveInvoices({ before, after }: Step): readonly Write[] {
  if (after.claim !== before.claim) return claimInvoices(after);
  return isRedemptionLive(before.state) && !isRedemptionLive(after.state) ? [freedInvoices(after.id)] : [];
}

/** What had been read of the papers that a decision is about stays with it. @source L149, D4 */
async function keepCompared(tx: Executor, { before, after, request, record }: Step): Promise<readonly Write[]> {
  const kind = PAPERS_OF_STEP[request.step];
  const papers = kind ? papersOf(kind, before, record.names) : [];
  return papers.length > 0 ? [await keepComparison(tx, { orderId: before.id, seq: after.seq }, papers)] : [];
}

/** The activities of the order workflow over PostgreSQL. */
export function orderActivities(deps: ProcessDeps): OrderActivities {
  const { load, record } = processActivities(orderAdapter, deps);
  return { loadOrder: load, recordOrder: ({ orderId, ...change }) => record({ subjectId: orderId, ...change }) };
}
