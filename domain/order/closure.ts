import type { Day } from '../day.ts';
import type { Role } from '../role.ts';
import type { Order } from './order.ts';
import { orderStep } from './steps.ts';

type ClosingOrder = Pick<Order, 'state' | 'closure' | 'redeemBy'>;

/** Those who must still agree for a paid order to be closed, when somebody has asked for it; nobody while nobody has. @source D3 */
export function listMissingConsents({ state, closure }: Pick<Order, 'state' | 'closure'>): readonly Role[] {
  const agreedBy = state === 'paid' ? (closure?.agreedBy ?? []) : [];
  if (agreedBy.length === 0) return [];
  return orderStep('close').by.filter((role) => !agreedBy.some((one) => one.role === role));
}

/** Whether this side has agreed already to close the paid order. @source D3 */
export const hasAgreed = ({ state, closure }: ClosingOrder, role: Role | undefined): boolean =>
  state === 'paid' && closure?.agreedBy.some((one) => one.role === role) === true;

/** Whether a closing by agreement is open: some have agreed, and others must still. After redeemBy no consent is needed. @source D3 */
export const isAgreeing = (order: ClosingOrder, today: Day): boolean =>
  listMissingConsents(order).length > 0 && today <= order.redeemBy;

/** After redeemBy the center needs nobody's consent, also when it has agreed before. @source D3 */
export const closesAlone = ({ redeemBy }: ClosingOrder, role: Role | undefined, today: Day): boolean =>
  role === 'center' && today > redeemBy;

/**
 * What taking `close` means for this side: it ends the order, or asks the other sides to agree, or agrees with one that has
 * asked.
 *
 * @source D3
 */
export function closingOf(order: ClosingOrder, role: Role | undefined, today: Day): 'closes' | 'asks' | 'agrees' {
  if (order.state !== 'paid' || closesAlone(order, role, today)) return 'closes';
  return listMissingConsents(order).length === 0 ? 'asks' : 'agrees';
}
