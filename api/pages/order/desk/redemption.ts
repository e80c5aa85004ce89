import { groupedYuan, sumFen } from '../../../../domain/fen.ts';
import type { Fen } from '../../../../domain/fen.ts';
import { needsSelfPaidProof, redeemableFen } from '../../../../domain/order/amounts.ts';
import { orderStep } from '../../../../domain/order/steps.ts';
import type { Claim } from '../../../../domain/order/order.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { interpolate } from '../../../../domain/words.ts';
import { chainView } from '../amounts-chart.ts';
import { datesView } from '../dates.ts';
import { lastOf } from '../events.ts';
import { paths } from '../../paths.ts';
import type { Case } from './case.ts';
import type { SentDecision } from './decision-form.ts';
import { compareSummary, drawComparison } from './compare.ts';
import { totalsAsRead } from './invoice-totals.ts';
import type { Totals } from './invoice-totals.ts';
import type { DeskPapers } from './papers.ts';
import { redemptionDecision } from './redemption-decision.ts';
import { REDEMPTION_DESK_WORDS } from './redemption-words.ts';
import { ORDER_DESK_WORDS } from './words.ts';
import { fine, plainly, toCheck, wrong } from '../../task/check-summary.ts';
import type { SummaryLine } from '../../task/check-summary.ts';
import { shownFiles, viewerOf } from '../../task/viewer.ts';
import { newFilesOf } from './resubmission.ts';
import { voucherPanel } from './voucher-panel.ts';

type Words = (typeof REDEMPTION_DESK_WORDS)['zh'];

/** The center's desk: invoices and material beside the amounts, dates and red flags; the decision last. @source L152, L165, L175 */
export function redemptionDesk(shown: Case, sent: SentDecision | undefined, papers: DeskPapers | null) {
  const { order } = shown.file;
  const { claim, contract } = order;
  if (!claim) return { redemption: REDEMPTION_DESK_WORDS[shown.language], voucher: voucherPanel(shown) }; // overtaken, and asked for anew by nobody
  const { selfPaidProof, results, process } = claim.attachments;
  const invoices = claim.invoices.map(({ attachmentId }) => attachmentId);
  const signed = contract ? [contract.attachmentId] : [];
  const compare = papers && drawComparison(papers, shown.language);
  const totals = totalsAsRead(claim, papers);
  return {
    redemption: REDEMPTION_DESK_WORDS[shown.language],
    viewer: viewerOf(
      shownFiles(shown, [...invoices, ...selfPaidProof, ...results, ...process, ...signed], newFilesOf(shown)),
    ),
    paymentComment: describePaymentComment(shown),
    chain: chainView({ ...order, actualAmountFen: claim.actualAmountFen, ...order.rules }, shown.language),
    invoices: invoicesOf(shown, claim, totals),
    compare,
    dates: datesView(shown),
    service: serviceOf(shown, claim),
    materials: materialsOf(shown, claim),
    materialsUnread: lackingOf(shown, claim).length > 0,
    voucher: voucherPanel(shown),
    decide: isOpenTask(shown.task) && redemptionDecision(shown, { claim, compare }, sent),
    foot: isOpenTask(shown.task) && {
      summary: [...summaryOf(shown, claim, totals), ...(compare ? compareSummary(compare) : [])],
      jumps: [
        { href: '#h-return', label: `${orderStep('returnRedemption')[shown.language]}…` },
        { href: '#h-reject', label: ORDER_DESK_WORDS[shown.language].toRejection },
      ],
    },
  };
}

/** What the park said when it approved the payment: it must say why where the contract differed. False when it said nothing. @source L149 */
function describePaymentComment({ history, language }: Case): string | false {
  const approval = lastOf(history, 'approvePayment');
  const comment = approval?.body.comment ?? null;
  const name = approval?.actorName ?? '';
  return comment !== null && interpolate(REDEMPTION_DESK_WORDS[language].paymentComment, { name, comment });
}

/** What the checks came to, in the fewest words: it stands beside the buttons. */
function summaryOf(shown: Case, claim: Claim, totals: Totals): SummaryLine[] {
  const words = REDEMPTION_DESK_WORDS[shown.language];
  const { order } = shown.file;
  const dates = datesView(shown);
  const lacking = lackingOf(shown, claim);
  const sumAgrees = sumOfInvoices(claim) === claim.actualAmountFen;
  const most = redeemableFen({ ...order, actualAmountFen: claim.actualAmountFen }, order.rules);
  return [
    (sumAgrees ? fine : wrong)(sumAgrees ? words.sumShort : words.sumShortDiffers),
    ...(totals.differ > 0 ? [wrong(interpolate(words.sumShortRead, { sum: totals.sum }))] : []),
    ...(dates ? [datesLine(dates, words)] : []),
    lacking.length > 0 ? toCheck(interpolate(words.lackingShort, { n: lacking.length })) : fine(words.materialsShort),
    plainly(interpolate(words.limitShort, { r: groupedYuan(most) })),
  ];
}

/** Of the dates: what must be looked at, else what is out of order, else that nothing is. */
function datesLine({ flags, verdict }: NonNullable<ReturnType<typeof datesView>>, words: Words): SummaryLine {
  if (flags.length > 0) return wrong(interpolate(words.flagsShort, { n: flags.length }));
  return verdict.meaning === 'ok' ? fine(words.datesShort) : toCheck(verdict.text);
}

const sumOfInvoices = ({ invoices }: Claim) => sumFen(invoices.map(({ amountFen }) => amountFen));

function invoicesOf({ language }: Case, claim: Claim, totals: Totals) {
  const { invoices, actualAmountFen } = claim;
  const words = REDEMPTION_DESK_WORDS[language];
  const sum = sumOfInvoices(claim);
  const agrees = sum === actualAmountFen;
  return {
    rows: invoices.map(({ number, code, issuedOn, amountFen, attachmentId }, index) => ({
      number,
      code: code && interpolate(words.invoiceCode, { code }),
      issuedOn,
      amount: groupedYuan(amountFen),
      said: describeRead(totals.said[index], words),
      href: paths.attachmentView(attachmentId),
    })),
    sum: groupedYuan(sum),
    agrees,
    settled: agrees && totals.differ === 0,
    verdict: interpolate(agrees ? words.sumOk : words.sumDiffers, {
      sum: groupedYuan(sum),
      actual: groupedYuan(actualAmountFen),
    }),
    asRead: totals.differ > 0 && interpolate(words.sumRead, { sum: totals.sum, n: totals.differ }),
  };
}

const describeRead = (said: Fen | undefined, words: Words): string | false =>
  said !== undefined && interpolate(words.amountRead, { amount: groupedYuan(said) });

const serviceOf = ({ language }: Case, { serviceStartedOn, serviceFinishedOn, effect }: Claim) => ({
  period: interpolate(REDEMPTION_DESK_WORDS[language].servicePeriod, { a: serviceStartedOn, b: serviceFinishedOn }),
  effect,
});

const lackingOf = (shown: Case, claim: Claim) => materialsOf(shown, claim).filter(({ ok }) => !ok);

/** What a redemption must be proved with, and what is there. @source L165 */
function materialsOf(shown: Case, { invoices, attachments }: Claim) {
  const words = REDEMPTION_DESK_WORDS[shown.language];
  const { order } = shown.file;
  const fresh = newFilesOf(shown);
  const item = (label: string, ids: readonly string[], notNeeded?: string) => ({
    label,
    ok: ids.length > 0 || notNeeded !== undefined,
    note:
      ids.length > 1
        ? interpolate(words.pieces, { n: ids.length })
        : ids.length > 0
          ? words.onePiece
          : (notNeeded ?? words.none),
    files: shownFiles(shown, ids, fresh),
  });
  return [
    item(
      words.invoiceItem,
      invoices.map(({ attachmentId }) => attachmentId),
    ),
    item(words.proofItem, attachments.selfPaidProof, needsSelfPaidProof(order) ? undefined : words.proofNotNeeded),
    item(words.resultItem, attachments.results),
    item(words.processItem, attachments.process),
    item(words.contractItem, order.contract ? [order.contract.attachmentId] : []),
  ];
}
