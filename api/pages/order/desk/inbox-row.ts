import type { Account } from '../../../../db/reads/account.ts';
import type { OrderRecord } from '../../../../db/reads/order.ts';
import type { TaskRow } from '../../../../db/reads/task.ts';
import { groupedYuan } from '../../../../domain/fen.ts';
import type { Language } from '../../../../domain/language.ts';
import { orderRedeemableFen, outstandingFen } from '../../../../domain/order/amounts.ts';
import { openChange } from '../../../../domain/order/order.ts';
import type { TaskKind } from '../../../../domain/task.ts';
import { interpolate } from '../../../../domain/words.ts';
import { WORDS } from '../../task/words.ts';

/** A line of the inbox about an order. */
export interface OrderLine {
  readonly task: TaskRow;
  readonly file: OrderRecord;
}

/** The other party and the sum in question, by what is to be decided. */
export function describeOrderTask({ task, file }: OrderLine, { organizationId }: Account, language: Language): string {
  const { institution, enterprise } = file.names;
  const other = organizationId !== null || task.kind === 'paymentReview' ? enterprise : institution;
  return [other, sumOf(task.kind, file, language)].filter((part) => part !== '').join(language === 'zh' ? '，' : ', ');
}

function sumOf(kind: TaskKind, { order }: OrderRecord, language: Language): string {
  const words = WORDS[language];
  switch (kind) {
    case 'paymentReview':
    case 'closure':
      return interpolate(words.voucherPart, { amount: groupedYuan(order.voucherAmountFen) });
    case 'redemptionReview':
    case 'supplement': {
      const limit = orderRedeemableFen(order);
      return limit === null ? '' : interpolate(words.redeemPart, { amount: groupedYuan(limit) });
    }
    case 'payout':
      return interpolate(words.payPart, { amount: groupedYuan(outstandingFen(order)) });
    case 'passwordReset':
      return '';
    case 'contractChange': {
      const change = openChange(order);
      return change ? interpolate(words.changePart, { amount: groupedYuan(change.voucherAmountFen) }) : '';
    }
  }
}

/** Whether the redemption waits for a second person, and at which amount. @source D6 */
export function findSecondPerson(
  { task, file: { order } }: OrderLine,
  mine: boolean,
  language: Language,
): string | false {
  const [first] = order.approvals;
  if (task.kind !== 'redemptionReview' || !first || mine) return false;
  return interpolate(WORDS[language].secondPerson, { amount: groupedYuan(first.amountFen) });
}
