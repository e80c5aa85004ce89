import { groupedYuan, sumFen } from '../../../../domain/fen.ts';
import { needsSelfPaidProof } from '../../../../domain/order/amounts.ts';
import type { Claim } from '../../../../domain/order/order.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { interpolate } from '../../../../domain/words.ts';
import { chainView } from '../amounts-chart.ts';
import { datesView } from '../dates.ts';
import { paths } from '../../paths.ts';
import type { Case } from './case.ts';
import type { SentDecision } from './decision-form.ts';
import { redemptionDecision } from './redemption-decision.ts';
import { REDEMPTION_DESK_WORDS } from './redemption-words.ts';
import { shownFiles, viewerOf } from '../../task/viewer.ts';
import { newFilesOf } from './resubmission.ts';
import { voucherPanel } from './voucher-panel.ts';

/** The center's desk: invoices and material beside the amounts, dates and red flags; the decision last. @source L152, L165, L175 */
export function redemptionDesk(shown: Case, sent: SentDecision | undefined) {
  const { order } = shown.file;
  const { claim, contract } = order;
  if (!claim) return { redemption: REDEMPTION_DESK_WORDS[shown.language], voucher: voucherPanel(shown) }; // overtaken, and asked for anew by nobody
  const { selfPaidProof, results, process } = claim.attachments;
  const invoices = claim.invoices.map(({ attachmentId }) => attachmentId);
  const signed = contract ? [contract.attachmentId] : [];
  return {
    redemption: REDEMPTION_DESK_WORDS[shown.language],
    viewer: viewerOf(
      shownFiles(shown, [...invoices, ...selfPaidProof, ...results, ...process, ...signed], newFilesOf(shown)),
    ),
    chain: chainView({ ...order, actualAmountFen: claim.actualAmountFen, ...order.rules }, shown.language),
    invoices: invoicesOf(shown, claim),
    dates: datesView(shown),
    service: serviceOf(shown, claim),
    materials: materialsOf(shown, claim),
    voucher: voucherPanel(shown),
    decide: isOpenTask(shown.task) && redemptionDecision(shown, claim, sent),
  };
}

function invoicesOf({ language }: Case, { invoices, actualAmountFen }: Claim) {
  const words = REDEMPTION_DESK_WORDS[language];
  const sum = sumFen(invoices.map(({ amountFen }) => amountFen));
  const agrees = sum === actualAmountFen;
  return {
    rows: invoices.map(({ number, code, issuedOn, amountFen, attachmentId }) => ({
      number,
      code: code && interpolate(words.invoiceCode, { code }),
      issuedOn,
      amount: groupedYuan(amountFen),
      href: paths.attachmentView(attachmentId),
    })),
    sum: groupedYuan(sum),
    agrees,
    verdict: interpolate(agrees ? words.sumOk : words.sumDiffers, {
      sum: groupedYuan(sum),
      actual: groupedYuan(actualAmountFen),
    }),
  };
}

const serviceOf = ({ language }: Case, { serviceStartedOn, serviceFinishedOn, effect }: Claim) => ({
  period: interpolate(REDEMPTION_DESK_WORDS[language].servicePeriod, { a: serviceStartedOn, b: serviceFinishedOn }),
  effect,
});

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
