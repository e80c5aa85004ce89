import { REASON_AT_MOST } from '../../../forms/fields.ts';
import { dayOf } from '../../../../domain/day.ts';
import type { Day } from '../../../../domain/day.ts';
import { exceedsRatio } from '../../../../domain/order/amounts.ts';
import { floorShareFen, groupedYuan } from '../../../../domain/fen.ts';
import type { RejectionReason } from '../../../../domain/order/suggested-reason.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { interpolate } from '../../../../domain/words.ts';
import type { Case } from './case.ts';
import { asksWhy, compareSummary, drawComparison, drawConfirmation, suggestedRejection } from './compare.ts';
import type { Comparison } from './compare.ts';
import type { DeskPapers } from './papers.ts';
import { fine, plainly, toCheck } from '../../task/check-summary.ts';
import type { SummaryLine } from '../../task/check-summary.ts';
import { drawField } from '../../task/decision-form.ts';
import { decisionForm, reasonChoices } from './decision-form.ts';
import type { SentDecision } from './decision-form.ts';
import { ORDER_DESK_WORDS } from './words.ts';
import { newFilesOf } from './resubmission.ts';
import { voucherPanel } from './voucher-panel.ts';
import { shownFiles, viewerOf } from '../../task/viewer.ts';

/** The park's desk: the contract beside what was entered, the voucher line, the order of dates, the decision last. @source L138, L149 */
export function paymentDesk(shown: Case, sent: SentDecision | undefined, papers: DeskPapers | null) {
  const { order, language } = shown;
  const words = ORDER_DESK_WORDS[language];
  const compare = papers && drawComparison(papers, language);
  return {
    viewer: order.contract && viewerOf(shownFiles(shown, [order.contract.attachmentId], newFilesOf(shown))),
    compare,
    clauses: clausesOf(shown),
    clausesUnread: clausesOf(shown)?.some(({ ticked }) => !ticked),
    voucher: voucherPanel(shown),
    ...withUnread(checksOf(shown)),
    decide:
      isOpenTask(shown.task) &&
      drawDecisions(shown, sent, {
        compare,
        suggested: papers ? suggestedRejection(papers, shown.file.order.grantedOn) : undefined,
      }),
    foot: isOpenTask(shown.task) && {
      summary: summaryOf(shown, compare),
      jumps: [{ href: '#h-reject', label: words.toRejection }],
    },
  };
}

const CLAUSES = ['serviceContent', 'charges', 'shortfall'] as const;

const clausesOf = ({ order: { contract }, language }: Case) =>
  contract && [
    ...CLAUSES.map((clause) => ({ label: ORDER_DESK_WORDS[language][clause], ticked: contract.clauses[clause] })),
    { label: ORDER_DESK_WORDS[language].signedAndSealed, ticked: contract.signedAndSealed },
  ];

/** What the rules have checked, said again for the eyes that decide. @source D1, D7, L177 */
function checksOf({ file: { order }, order: view, language }: Case) {
  const words = ORDER_DESK_WORDS[language];
  const { rules, orderAmountFen, voucherAmountFen, contract, grantedOn, useBy } = order;
  const limit = groupedYuan(floorShareFen(orderAmountFen, rules.redeemPercent));
  const ratio = { v: groupedYuan(voucherAmountFen), r: rules.redeemPercent, limit };
  const over = exceedsRatio(voucherAmountFen, orderAmountFen, rules);
  const dates = contract && { a: grantedOn, b: contract.signedOn };
  const priced = view.timeline.findLast(({ step }) => step === 'confirmPrice');
  const paid = view.timeline.findLast(({ step }) => step === 'pay');
  return [
    { ok: !over, text: interpolate(over ? words.ratioOver : words.ratioOk, ratio) },
    ...(dates
      ? [{ ok: dates.a <= dates.b, text: inOrder(dates, words.grantBefore, words.grantSameDay, words.grantAfter) }]
      : []),
    priced && paid
      ? { ok: true, text: inOrder({ a: dayOf(priced.at), b: dayOf(paid.at) }, words.priceBefore, words.priceSameDay) }
      : { ok: true, text: words.atListPrice },
    { ok: true, text: interpolate(words.useBy, { a: useBy }) },
  ];
}

/** The checks, and whether one of them must be looked at. */
const withUnread = (checks: ReturnType<typeof checksOf>) => ({ checks, checksUnread: checks.some(({ ok }) => !ok) });

/** Two days said in their order: one before the other, both the same, or the other way round. */
const inOrder = (days: { a: Day; b: Day }, before: string, same: string, after = before): string =>
  interpolate(days.a < days.b ? before : days.a === days.b ? same : after, days);

/** What the checks came to, in the fewest words: it stands beside the buttons. */
function summaryOf({ file: { order }, language }: Case, compare: Comparison | null): SummaryLine[] {
  const words = ORDER_DESK_WORDS[language];
  const over = exceedsRatio(order.voucherAmountFen, order.orderAmountFen, order.rules);
  return [
    ...(compare ? compareSummary(compare) : []),
    plainly(interpolate(words.amountShort, { v: groupedYuan(order.voucherAmountFen) })),
    (over ? toCheck : fine)(
      interpolate(over ? words.ratioShortOver : words.ratioShort, { r: order.rules.redeemPercent }),
    ),
  ];
}

interface Compared {
  readonly compare: Comparison | null;
  /** The ready reason that says what differs. */
  readonly suggested: RejectionReason | undefined;
}

function drawDecisions(shown: Case, sent: SentDecision | undefined, { compare, suggested }: Compared) {
  const isDiffering = compare !== null && compare.differ > 0;
  const { language, file } = shown;
  const words = ORDER_DESK_WORDS[language];
  const v = { v: groupedYuan(file.order.voucherAmountFen) };
  const reject = decisionForm(shown, 'rejectPayment', sent);
  const approve = decisionForm(shown, 'approvePayment', sent);
  return {
    blocked: approve.blocked,
    reject: {
      ...reject,
      reasons: reasonChoices(reject, shown, { box: words.remark, suggested }),
      reason: drawField(reject, 'reason', words.remark, { long: REASON_AT_MOST, optional: words.bothSee }),
      hint: interpolate(words.afterRejection, v),
    },
    approve: {
      ...approve,
      consequences: [interpolate(words.approvalMoves, v), words.approvalTells, words.approvalBinds],
      ...drawConfirmation(approve, compare),
      comment: {
        ...drawField(approve, 'comment', words.comment, {
          long: REASON_AT_MOST,
          optional: isDiffering ? words.whenDiffering : words.optional,
        }),
        ...asksWhy(isDiffering),
      },
    },
  };
}
