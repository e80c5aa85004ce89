import type { TaskRow } from '../../../../db/reads/task.ts';
import { contractJson } from '../../../actions/order-json.ts';
import { money } from '../../../actions/money.ts';
import type { OrderCase } from '../case.ts';
import { isStep } from '../events.ts';

/**
 * The case as it was when the park decided: a rejection frees the voucher, and the next payment brings another contract.
 * While nothing is decided, and where nothing was, it is the case as it is.
 *
 * @source D4
 */
export function restoreDecided(found: OrderCase, task: TaskRow): OrderCase {
  if (task.kind !== 'paymentReview' || task.state !== 'done') return found;
  const opened = found.history.findLast(({ step, at }) => step === 'pay' && at <= task.openedAt);
  if (!opened || !isStep(opened, 'pay')) return found;
  const { contract, voucherAmountFen } = opened.body;
  const { file, order } = found;
  return {
    ...found,
    file: { ...file, order: { ...file.order, orderAmountFen: contract.totalFen, voucherAmountFen, contract } },
    order: {
      ...order,
      orderAmount: money(contract.totalFen),
      voucherAmount: money(voucherAmountFen),
      contract: contractJson(contract),
    },
  };
}
