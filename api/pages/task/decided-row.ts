import type { Language } from '../../../domain/language.ts';
import { eventName } from '../../../domain/order/events.ts';
import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import { PASSWORD_RESET_STEPS, resetReasonIn } from '../../../domain/password-reset/steps.ts';
import { isRole } from '../../../domain/role.ts';
import { TASK_KINDS } from '../../../domain/task.ts';
import type { Decided } from '../../actions/decision.ts';
import { addLabel } from '../form-errors.ts';
import { resetTag } from '../password-reset/view.ts';
import { paths } from '../paths.ts';
import { stateTag } from '../state-tag.ts';

/** What was decided about which subject, in words: as the page draws it, and its file has it. @source D6 */
export function decidedView(row: Decided, language: Language) {
  if (row.type === 'order')
    return {
      label: eventName(row, (row.agreed ?? '').split(' ').filter(isRole), language),
      href: paths.order(row.orderId),
      name: row.product,
      tag: stateTag({ state: row.to, stateLabel: ORDER_STATES[row.to][language] }),
      reason: row.reason === null ? null : reasonIn(row.reason, language),
    };
  const kind = TASK_KINDS.passwordReset[language];
  return {
    label: PASSWORD_RESET_STEPS[row.step][language],
    href: paths.passwordReset(row.orderId),
    name: row.username === null ? kind : addLabel(kind, row.username, language),
    tag: resetTag(row.to, language),
    reason: row.reason === null ? null : resetReasonIn(row.reason, language),
  };
}
