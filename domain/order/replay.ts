import { dayOf } from '../day.ts';
import type { Instant } from '../day.ts';
import { ZERO_FEN } from '../fen.ts';
import { rowAfter } from '../process/effect.ts';
import { isClockStep } from '../process/steps.ts';
import type { ClockStep } from '../process/steps.ts';
import type { Role } from '../role.ts';
import type { OrderBodies, OrderRequest } from './commands.ts';
import { effectOf, expired } from './effects.ts';
import type { Order } from './order.ts';
import type { OrderStep } from './steps.ts';

/** A recorded event of an order, as far as its effect follows from it. */
export interface RecordedEvent {
  readonly seq: number;
  readonly commandId: string;
  readonly step: OrderStep | ClockStep;
  /** Null for the clock. */
  readonly actorId: string | null;
  readonly actorRole: Role | null;
  readonly body: unknown;
  readonly at: Instant;
}

/**
 * The order as it was after these events: the effect of each, in their order, on the order as it was placed. What no event
 * changes, as the parties and the voucher's days, is the given order's; so is the clock of its wait.
 *
 * @param events the first ones recorded, oldest first; the first of all is `place`
 * @source D4
 */
export function replayOrder(order: Order, events: readonly RecordedEvent[]): Order {
  const [first, ...later] = events;
  if (first?.step !== 'place') throw new Error(`the events of order ${order.id} do not begin with its placing`);
  return later.reduce(after, asPlaced(order, first.body as OrderBodies['place']));
}

/** O := P, V := 0; payable at once when ordered at P. @source L103, D7 */
export const asPlaced = <O extends Pick<Order, 'listPriceFen'>>(
  order: O,
  { expectedAmountFen }: Pick<OrderBodies['place'], 'expectedAmountFen'>,
) => ({
  ...order,
  state: 'unpaid' as const,
  version: 1,
  seq: 1,
  orderAmountFen: order.listPriceFen,
  voucherAmountFen: ZERO_FEN,
  priceConfirmed: expectedAmountFen === null,
  contract: null,
  paymentApprovedBy: null,
  paymentApprovedAt: null,
  claim: null,
  approvals: [],
  redemptionFen: null,
  payouts: [],
  paidOutFen: ZERO_FEN,
  returned: false,
  changes: [],
  closure: null,
  remark: null,
});

function after(order: Order, { commandId, step, actorId, actorRole, body, at: now }: RecordedEvent): Order {
  const today = dayOf(now);
  if (step === 'expire') return rowAfter(order, expired(order, { now, today }));
  if (isClockStep(step)) return rowAfter(order, { facts: {}, content: false });
  const request = { step, body } as OrderRequest; // parsed by the route that accepted it
  const actor = { id: actorId ?? '', roles: actorRole === null ? [] : [actorRole] };
  return rowAfter(order, effectOf(order, request, { commandId, actor, now, today }));
}
