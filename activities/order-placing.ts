import { dayOf } from '../domain/day.ts';
import type { OrderBodies } from '../domain/order/commands.ts';
import { orderNoticeFacts } from '../domain/order/notice-facts.ts';
import { numberOf, serialOf } from '../domain/number.ts';
import type { Order } from '../domain/order/order.ts';
import { mayPlace } from '../domain/order/place.ts';
import { asPlaced } from '../domain/order/replay.ts';
import { startedAt } from '../domain/process/wait.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import { getRuleSet } from '../db/reads/calendar.ts';
import { selectOfferedLine, selectOfferedProduct } from '../db/reads/offer.ts';
import type { OfferedLine, OfferedProduct } from '../db/reads/offer.ts';
import type { OrderRecord } from '../db/reads/order.ts';
import { orderFactsOf, orders } from '../db/schema/order.ts';
import { beginIn, takeNumber } from '../db/writes/process.ts';
import type { Adapter } from './process/adapter.ts';
import { recordBeginning } from './process/begin.ts';
import { momentOf } from './process/recording.ts';
import type { Asked, Outcome, Recording } from './process/recording.ts';

const beginOrder = beginIn(orders, orderFactsOf(orders));

export type OrderAdapter = Adapter<Order, OrderBodies, OrderRecord>;

/** Begins an order: the product and its price as they are now, under the rule set of the day. @source L88, D7, D8 */
export async function placeOrder(adapter: OrderAdapter, recording: Recording, asked: Asked): Promise<Outcome> {
  const { tx, change } = recording;
  const body = asked.body as OrderBodies['place']; // parsed by the route that accepted it
  const { actor } = asked;
  const moment = momentOf(recording, asked);
  const [[product], [line], rules, next] = await Promise.all([
    selectOfferedProduct(tx, body.productId),
    selectOfferedLine(tx, body.voucherLineId),
    getRuleSet(tx, moment.today),
    takeNumber(tx, 'order_numbers'),
  ]);
  const ruling = mayPlace({ product: product ?? null, line: line ?? null }, actor, body, moment);
  if (!ruling.allowed) return { refused: ruling.code };
  if (!product || !line) throw new Error('an allowed offer has its product and its line');

  const placedAt = body.placedAt ?? change.now;
  const order = newOrder(change.subjectId, { product, line, rules }, body, {
    number: numberOf('order', dayOf(placedAt), next),
    now: change.now,
  });
  return recordBeginning(adapter, recording, asked, {
    row: order,
    insert: (wait) =>
      beginOrder({
        ...order,
        ...wait,
        productId: product.id,
        product: {
          name: product.name,
          category: { id: product.categoryId, name: product.category },
          subcategory: { id: product.subcategoryId, name: product.subcategory },
        },
        expectedAmountFen: body.expectedAmountFen,
        note: body.note,
        tokens: [order.number.toLowerCase(), serialOf('order', next), ...product.tokens, ...line.tokens],
        placedAt,
        changedAt: change.now,
      }),
    title: { number: order.number, name: product.name },
    noticeFacts: orderNoticeFacts(order, product.name, null),
    reason: body.note,
    at: placedAt,
  });
}

interface Offered {
  readonly product: OfferedProduct;
  readonly line: OfferedLine;
  readonly rules: RuleSet;
}

/** The order with its parties and its voucher, as placed. @source L103, D7 */
function newOrder(
  id: string,
  { product, line, rules }: Offered,
  { expectedAmountFen }: OrderBodies['place'],
  { number, now }: { number: string; now: string },
): Order {
  if (line.parkId === null) throw new Error(`enterprise ${line.enterpriseId} has no park`);
  return {
    ...asPlaced({ listPriceFen: product.priceFen }, { expectedAmountFen }),
    id,
    number,
    institutionId: product.institutionId,
    enterpriseId: line.enterpriseId,
    parkId: line.parkId,
    creditCodes: [product.institutionCreditCode, line.enterpriseCreditCode],
    voucherLineId: line.id,
    grantedOn: line.grantedOn,
    useBy: line.useBy,
    redeemBy: line.redeemBy,
    clock: startedAt(now),
    rules,
  };
}
