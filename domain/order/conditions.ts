import type { Actor, Moment, Role } from '../role.ts';
import { ALLOWED, all, refuseIf } from '../ruling.ts';
import type { Ruling } from '../ruling.ts';
import { closesAlone, closingOf, hasAgreed, isAgreeing } from './closure.ts';
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
export function stepRuling(order: Order, actor: Actor, step: OrderStep, moment: Moment): Ruling {
  const change = openChange(order);
  const { today } = moment;
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
      return all(
        refuseIf(change !== undefined, 'change.one-at-a-time'),
        refuseIf(today > order.redeemBy, 'change.too-late'),
      );
    case 'acceptChange':
      return all(
        refuseIf(!change, 'change.none-open'),
        refuseIf(change?.state === 'accepted', 'change.already-accepted'),
        refuseIf(today > order.redeemBy, 'change.too-late'),
      );
    case 'approveChange':
    case 'rejectChange':
      return all(refuseIf(!change, 'change.none-open'), refuseIf(change?.state !== 'accepted', 'change.not-accepted'));
    case 'dropChange':
      return refuseIf(!change, 'change.none-open');
    case 'close':
      return mayClose(order, orderRoleFor('close', actor.roles), moment);
    case 'dropClosure':
      return refuseIf(!isAgreeing(order, today), 'order.no-closing-open');
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

/**
 * A side agrees once; a click that meant to agree does not close the order alone, when it is recorded after redeemBy.
 *
 * @source D3
 */
const mayClose = (order: Order, role: Role | undefined, { today, askedOn = today }: Moment): Ruling =>
  all(
    refuseIf(hasAgreed(order, role) && !closesAlone(order, role, today), 'order.already-agreed'),
    refuseIf(closingOf(order, role, today) !== closingOf(order, role, askedOn), 'order.closes-alone-now'),
  );
