import { REASON_AT_MOST } from '../../../forms/fields.ts';
import { dayOf } from '../../../../domain/day.ts';
import type { Day } from '../../../../domain/day.ts';
import { exceedsRatio } from '../../../../domain/order/amounts.ts';
import { floorShareFen, groupedYuan } from '../../../../domain/fen.ts';
import type { Language } from '../../../../domain/language.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { interpolate } from '../../../../domain/words.ts';
import type { Case } from './case.ts';
import { comparison, needsConfirmation } from './compare.ts';
import type { Comparison, Reading } from './compare.ts';
import { fine, plainly, toCheck, wrong } from '../../task/check-summary.ts';
import type { SummaryLine } from '../../task/check-summary.ts';
import { drawField } from '../../task/decision-form.ts';
import type { DecisionForm } from '../../task/decision-form.ts';
import { decisionForm, reasonChoices } from './decision-form.ts';
import type { SentDecision } from './decision-form.ts';
import { ORDER_DESK_WORDS } from './words.ts';
import { newFilesOf } from './resubmission.ts';
import { voucherPanel } from './voucher-panel.ts';
import { shownFiles, viewerOf } from '../../task/viewer.ts';

/** The park's desk: the contract beside what was entered, the voucher line, the order of dates, the decision last. @source L138, L149 */
export function paymentDesk(shown: Case, sent: SentDecision | undefined, reading: Reading) {
  const { order, language } = shown;
  const words = ORDER_DESK_WORDS[language];
  const compare = comparison(shown, reading);
  return {
    viewer: order.contract && viewerOf(shownFiles(shown, [order.contract.attachmentId], newFilesOf(shown))),
    compare: {
      ...compare,
      waiting: compare.waiting && words.readingHint,
      unreadable: compare.unreadable && words.unreadable,
      unread: needsConfirmation(compare),
      sameText: compare.same > 0 && interpolate(words.sameCount, { n: compare.same }),
      differText: compare.differ > 0 && interpolate(words.differCount, { n: compare.differ }),
      severalText: compare.several > 0 && interpolate(words.severalCount, { n: compare.several }),
      warnings: warningsOf(compare, language),
      missingText: !compare.waiting && compare.missing > 0 && interpolate(words.missingCount, { n: compare.missing }),
    },
    clauses: clausesOf(shown),
    clausesUnread: clausesOf(shown)?.some(({ ticked }) => !ticked),
    voucher: voucherPanel(shown),
    ...withUnread(checksOf(shown)),
    decide: isOpenTask(shown.task) && drawDecisions(shown, sent, compare),
    foot: isOpenTask(shown.task) && {
      summary: summaryOf(shown, compare),
      jumps: [{ href: '#h-reject', label: words.toRejection }],
    },
  };
}

/** What the comparison cannot say: text that nobody sees, pages that were not read. @source L84 */
const warningsOf = ({ unseen, pagesUnread }: Comparison, language: Language): string[] => [
  ...unseen.map(({ page, text }) => interpolate(ORDER_DESK_WORDS[language].unseen, { n: page, text })),
  ...(pagesUnread > 0 ? [interpolate(ORDER_DESK_WORDS[language].pagesUnread, { n: pagesUnread })] : []),
];

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
function summaryOf({ file: { order }, language }: Case, compare: Comparison): SummaryLine[] {
  const words = ORDER_DESK_WORDS[language];
  const over = exceedsRatio(order.voucherAmountFen, order.orderAmountFen, order.rules);
  const { same, differ, missing, several, waiting } = compare;
  return [
    ...(same > 0 ? [fine(interpolate(words.sameCount, { n: same }))] : []),
    ...(differ > 0 ? [wrong(interpolate(words.differCount, { n: differ }))] : []),
    ...(missing > 0 ? [toCheck(waiting ? words.reading : interpolate(words.missingCount, { n: missing }))] : []),
    ...(several > 0 ? [toCheck(interpolate(words.severalCount, { n: several }))] : []),
    plainly(interpolate(words.amountShort, { v: groupedYuan(order.voucherAmountFen) })),
    (over ? toCheck : fine)(
      interpolate(over ? words.ratioShortOver : words.ratioShort, { r: order.rules.redeemPercent }),
    ),
  ];
}

function drawDecisions(shown: Case, sent: SentDecision | undefined, compare: Comparison) {
  const { differ } = compare;
  const { language, file } = shown;
  const words = ORDER_DESK_WORDS[language];
  const v = { v: groupedYuan(file.order.voucherAmountFen) };
  const reject = decisionForm(shown, 'rejectPayment', sent);
  const approve = decisionForm(shown, 'approvePayment', sent);
  return {
    blocked: approve.blocked,
    reject: {
      ...reject,
      reasons: reasonChoices(reject, shown, { box: words.remark, suggested: compare.suggestion }),
      reason: drawField(reject, 'reason', words.remark, { long: REASON_AT_MOST, optional: words.bothSee }),
      hint: interpolate(words.afterRejection, v),
    },
    approve: {
      ...approve,
      consequences: [interpolate(words.approvalMoves, v), words.approvalTells, words.approvalBinds],
      mismatches: differ > 0 && interpolate(words.mismatches, { n: differ }),
      confirm: drawConfirmation(approve, compare, shown),
      comment: {
        ...drawField(approve, 'comment', words.comment, {
          long: REASON_AT_MOST,
          optional: differ > 0 ? words.whenDiffering : words.optional,
        }),
        check: differ > 0,
      },
    },
  };
}

/** The tick of whoever approves what the text does not say, or says otherwise. @source L149 */
function drawConfirmation(approve: DecisionForm, compare: Comparison, { language }: Case) {
  if (!needsConfirmation(compare)) return false;
  const words = ORDER_DESK_WORDS[language];
  const { differ, missing, several, rows } = compare;
  const text =
    differ > 0
      ? words.confirmMismatch
      : missing === rows.length
        ? words.confirmUnread
        : interpolate(several > 0 ? words.confirmSeveral : words.confirmMissing, { n: missing + several });
  return { ...drawField(approve, 'confirmed', text), tick: true, check: true };
}
