import type { Language } from '../../../domain/language.ts';
import { eventName } from '../../../domain/order/events.ts';
import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import { isRole } from '../../../domain/role.ts';
import type { Decided } from '../../actions/decision.ts';
import { paths } from '../paths.ts';
import { stateTag } from '../state-tag.ts';
import type { DecidedView } from '../task/decided-view.ts';

/** What was decided about an order, in words. @source D6 */
export const decidedOrder = (row: Decided<'order'>, language: Language): DecidedView => ({
  label: eventName(row, (row.agreed ?? '').split(' ').filter(isRole), language),
  href: paths.order(row.subjectId),
  name: row.name ?? '',
  tag: stateTag({ state: row.to, stateLabel: ORDER_STATES[row.to][language] }),
  reason: row.reason === null ? null : reasonIn(row.reason, language),
});
