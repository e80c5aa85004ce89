import type { Account } from '../../../../db/reads/account.ts';
import type { OrderFile } from '../../../../db/reads/order.ts';
import { groupedYuan } from '../../../../domain/fen.ts';
import type { Language } from '../../../../domain/language.ts';
import { orderRedeemableFen, outstandingFen } from '../../../../domain/order/amounts.ts';
import { openChange } from '../../../../domain/order/order.ts';
import { refusal } from '../../../../domain/refusals.ts';
import type { TaskKind } from '../../../../domain/task.ts';
import type { InboxLine } from '../../../actions/inbox.ts';
import { interpolate } from '../../interpolate.ts';
import { WORDS } from '../../task/words.ts';

/** The other party and the sum in question, by what is to be decided. */
export function describeTask({ task, file }: InboxLine, { organizationId }: Account, language: Language): string {
  const { institution, enterprise } = file.names;
  const other = organizationId !== null || task.kind === 'paymentReview' ? enterprise : institution;
  return [other, sumOf(task.kind, file, language)].filter((part) => part !== '').join(language === 'zh' ? '，' : ', ');
}

function sumOf(kind: TaskKind, { order }: OrderFile, language: Language): string {
  const words = WORDS[language];
  switch (kind) {
    case 'paymentReview':
      return interpolate(words.voucherPart, { amount: groupedYuan(order.voucherAmountFen) });
    case 'redemptionReview':
    case 'supplement': {
      const limit = orderRedeemableFen(order);
      return limit === null ? '' : interpolate(words.redeemPart, { amount: groupedYuan(limit) });
    }
    case 'payout':
      return interpolate(words.payPart, { amount: groupedYuan(outstandingFen(order)) });
    case 'contractChange': {
      const change = openChange(order);
      return change ? interpolate(words.changePart, { amount: groupedYuan(change.voucherAmountFen) }) : '';
    }
  }
}

/** What stands in the way before anyone opens it: a second person is needed, or this one may not decide. */
export function findObstacle(
  { task, file: { order }, mayDecide }: InboxLine,
  mine: boolean,
  language: Language,
): string | false {
  if (!mayDecide.allowed && mayDecide.code !== 'task.claimed-by-another' && task.kind !== 'supplement')
    return refusal(mayDecide.code)[language];
  const [first] = order.approvals;
  if (task.kind !== 'redemptionReview' || !first || mine) return false;
  return interpolate(WORDS[language].secondPerson, { amount: groupedYuan(first.amountFen) });
}
