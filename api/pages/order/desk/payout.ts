import { dayOf, shanghaiTime } from '../../../../domain/day.ts';
import type { BankAccount } from '../../../../domain/bank-account.ts';
import { formatYuan, grouped, groupedYuan } from '../../../../domain/fen.ts';
import type { Fen } from '../../../../domain/fen.ts';
import { outstandingFen, shortfallFen } from '../../../../domain/order/amounts.ts';
import { reasonIn } from '../../../../domain/order/ready-reasons.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { backAccount } from '../../../../domain/voucher.ts';
import { REFERENCE_AT_MOST } from '../../../forms/order.ts';
import { interpolate } from '../../../../domain/words.ts';
import { chainView } from '../amounts-chart.ts';
import { lastOf } from '../events.ts';
import type { batchNoticesOf } from '../../payout-batch/on-order.ts';
import { drawReferenceTick } from '../../payout-batch/payout-faults.ts';
import { addLabel } from '../../form-errors.ts';
import type { Case } from './case.ts';
import { drawField } from '../../task/decision-form.ts';
import { decisionForm } from './decision-form.ts';
import type { SentDecision } from './decision-form.ts';
import { PAYOUT_DESK_WORDS } from './payout-words.ts';
import { shownFiles } from '../../task/viewer.ts';
import { voucherPanel } from './voucher-panel.ts';

interface Payee {
  /** The batch in which the order waits for the bank, and the last one, where that did not pay it. */
  readonly batches: Awaited<ReturnType<typeof batchNoticesOf>>;
  /** Where the institution is paid; undefined while it is not known. */
  readonly account: BankAccount | undefined;
}

/** Finance's desk: what is to be paid, what has been, and the payout to record, whole or in part; nothing while the order waits for the bank in a batch. @source D2 */
export function payoutDesk(shown: Case, sent: SentDecision | undefined, { batches, account }: Payee) {
  const { file, order: view, language } = shown;
  const { order } = file;
  const words = PAYOUT_DESK_WORDS[language];
  const approved = order.redemptionFen ?? (0 as Fen);
  return {
    payout: words,
    chain: chainView({ ...order, actualAmountFen: order.claim?.actualAmountFen ?? null, ...order.rules }, language),
    sums: [
      { label: words.approved, amount: groupedYuan(approved) },
      { label: words.paid, amount: groupedYuan(order.paidOutFen) },
      { label: words.outstanding, amount: groupedYuan(outstandingFen(order)), big: true },
    ],
    account: addLabel(
      words.accountLabel,
      account ? [account.name, account.number, account.branch].join(' · ') : words.noAccount,
      language,
    ),
    accountUnread: account === undefined,
    progress: approved === 0 ? '0' : ((100 * order.paidOutFen) / approved).toFixed(2),
    reduced: findReduction(shown),
    approvals: view.approvals.map(({ by, amount, at }) => ({
      text: interpolate(words.approvedBy, { name: by.name, at: shanghaiTime(at) }),
      amount: grouped(amount.amount),
    })),
    payouts: view.payouts.map(({ amount, paidOn, reference, by, at }) => ({
      amount: grouped(amount.amount),
      paidOn,
      reference,
      by: by.name,
      at: shanghaiTime(at),
    })),
    files: shownFiles(shown, order.claim?.invoices.map(({ attachmentId }) => attachmentId) ?? []),
    voucher: voucherPanel(shown),
    openBatch: isOpenTask(shown.task) && batches.open,
    unpaid: isOpenTask(shown.task) && batches.unpaid,
    decide: isOpenTask(shown.task) && batches.open === null && drawRecording(shown, sent),
  };
}

/** Why less than V was approved, in the words of the decision; false where nothing falls short or no reason was given. @source L152 */
function findReduction({ file: { order }, history, language }: Case): string | false {
  const reason = lastOf(history, 'approveRedemption')?.reason ?? null;
  const isShort = (shortfallFen(order) ?? 0) > 0;
  return (
    isShort && reason !== null && addLabel(PAYOUT_DESK_WORDS[language].reduced, reasonIn(reason, language), language)
  );
}

function drawRecording(shown: Case, sent: SentDecision | undefined) {
  const { file, language, now } = shown;
  const { order } = file;
  const words = PAYOUT_DESK_WORDS[language];
  const form = decisionForm(shown, 'recordPayout', sent);
  const left = outstandingFen(order);
  const short = shortfallFen(order) ?? (0 as Fen);
  const today = dayOf(now);
  const lapses = backAccount(today, order.useBy) === 'lapsed';
  return {
    ...form,
    amount: {
      ...drawField(form, 'amount', words.amount, { money: true, initial: formatYuan(left) }),
      hint: interpolate(words.amountHint, { left: groupedYuan(left) }),
    },
    paidOn: {
      ...drawField(form, 'paidOn', words.paidOn, { type: 'date', initial: today }),
      max: today,
      min: minDay(order),
    },
    reference: { ...drawField(form, 'reference', words.reference), maxlength: REFERENCE_AT_MOST },
    confirm: drawReferenceTick(drawField(form, 'confirmed', ''), language),
    consequences: [
      interpolate(words.complete, { r: groupedYuan(order.redemptionFen ?? left) }),
      ...(short > 0 ? [interpolate(lapses ? words.lapsed : words.shortfall, { short: groupedYuan(short) })] : []),
      words.told,
    ],
  };
}

/** No payout lies before its redemption was approved. */
const minDay = ({ approvals }: Case['file']['order']): string | undefined => {
  const last = approvals.at(-1);
  return last && dayOf(last.at);
};
