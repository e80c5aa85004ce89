import type { Actor, Moment, Role } from '../role.ts';
import { ALLOWED, all, refuseIf } from '../ruling.ts';
import type { Ruling } from '../ruling.ts';
import { openChange } from './order.ts';
import type { Order } from './order.ts';
import { DECIDED_ORDER_STATES } from './states.ts';
import { orderRoleFor } from './steps.ts';
import type { OrderStep } from './steps.ts';

/** What decides who may know of an order. */
export type VisibleOrder = Pick<Order, 'institutionId' | 'enterpriseId' | 'parkId' | 'state'>;

/**
 * Whether an order concerns a person in one of their roles: its parties, the park of its enterprise, finance once it is decided.
 *
 * @source D26
 */
export function concerns(role: Role, order: VisibleOrder, actor: Actor): boolean {
  switch (role) {
    case 'institution':
      return actor.organizationId === order.institutionId;
    case 'enterprise':
      return actor.organizationId === order.enterpriseId;
    case 'park':
      return actor.parkId === order.parkId;
    case 'finance':
      return DECIDED_ORDER_STATES.includes(order.state);
    case 'center':
    case 'admin':
      return true;
  }
}

/** What must hold for a step besides role, state and claim: flags, dates, four eyes. @source L99, L165, D3, D5, D6, D13 */
export function stepRuling(order: Order, actor: Actor, step: OrderStep, { today }: Moment): Ruling {
  const change = openChange(order);
  switch (step) {
    case 'pay':
      return all(
        refuseIf(!order.priceConfirmed, 'order.price-not-confirmed'),
        refuseIf(today > order.useBy, 'voucher.past-use-by'),
      );
    case 'requestRedemption':
      return all(
        refuseIf(change !== undefined, 'order.change-open'),
        refuseIf(today > order.redeemBy, 'order.redemption-too-late'),
      );
    case 'returnRedemption':
    case 'rejectRedemption':
      return refuseIf(order.returned, 'order.returned');
    case 'supplementRedemption':
      return refuseIf(!order.returned, 'order.not-returned');
    case 'approveRedemption':
      return all(
        refuseIf(order.returned, 'order.returned'),
        refuseIf(
          order.approvals.some(({ by }) => by === actor.id),
          'redemption.second-person-needed',
        ),
      );
    case 'proposeChange':
      return refuseIf(change !== undefined, 'change.one-at-a-time');
    case 'acceptChange':
      return all(
        refuseIf(!change, 'change.none-open'),
        refuseIf(change?.state === 'accepted', 'change.already-accepted'),
      );
    case 'approveChange':
    case 'rejectChange':
      return all(refuseIf(!change, 'change.none-open'), refuseIf(change?.state !== 'accepted', 'change.not-accepted'));
    case 'dropChange':
      return refuseIf(!change, 'change.none-open');
    case 'close':
      return refuseIf(hasAgreed(order, actor) && !closesAlone(order, actor, today), 'order.already-agreed');
    case 'place':
    case 'confirmPrice':
    case 'withdraw':
    case 'approvePayment':
    case 'rejectPayment':
    case 'recordPayout':
    case 'failPayout':
      return ALLOWED;
  }
}

const hasAgreed = (order: Order, actor: Actor): boolean =>
  order.state === 'paid' &&
  order.closure?.agreedBy.some(({ role }) => role === orderRoleFor('close', actor.roles)) === true;

/** After redeemBy the center needs nobody's consent, also when it has agreed before. @source D3 */
const closesAlone = (order: Order, actor: Actor, today: Moment['today']): boolean =>
  orderRoleFor('close', actor.roles) === 'center' && today > order.redeemBy;
