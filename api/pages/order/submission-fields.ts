import { groupedYuan } from '../../../domain/fen.ts';
import type { OrderBodies } from '../../../domain/order/commands.ts';
import { claimedFiles } from '../../../domain/order/effects.ts';
import type { Claim } from '../../../domain/order/order.ts';
import { isStep } from './events.ts';
import { describeInvoice } from './files.ts';
import type { Submission } from './submissions.ts';
import type { SubmissionWords } from './submission-words.ts';

/** A field of what was submitted: what it says, or the files it holds. */
export type SubmittedField = { readonly label: string } & (
  | { readonly text: string }
  | { readonly files: readonly string[] }
);

/** Everything a submission says, field by field, always in the same order. @source L84, L165 */
export function fieldsOf(event: Submission, words: SubmissionWords): SubmittedField[] {
  if (isStep(event, 'pay')) return paymentFields(event.body, words);
  if (isStep(event, 'proposeChange')) return changeFields(event.body, words);
  return isStep(event, 'requestRedemption', 'supplementRedemption') ? claimFields(event.body, words) : [];
}

function paymentFields({ voucherAmountFen, contract }: OrderBodies['pay'], words: SubmissionWords): SubmittedField[] {
  const ticked = (isTicked: boolean): string => (isTicked ? words.confirmed : words.none);
  return [
    { label: words.voucherAmount, text: groupedYuan(voucherAmountFen) },
    { label: words.contractNumber, text: contract.number },
    { label: words.signedOn, text: contract.signedOn },
    { label: words.total, text: groupedYuan(contract.totalFen) },
    { label: words.selfPaid, text: groupedYuan(contract.selfPaidFen) },
    { label: words.serviceContent, text: ticked(contract.clauses.serviceContent) },
    { label: words.charges, text: ticked(contract.clauses.charges) },
    { label: words.shortfall, text: ticked(contract.clauses.shortfall) },
    { label: words.signedAndSealed, text: ticked(contract.signedAndSealed) },
    { label: words.contractFile, files: [contract.attachmentId] },
  ];
}

const changeFields = (
  { orderAmountFen, voucherAmountFen, attachmentId, comment }: OrderBodies['proposeChange'],
  words: SubmissionWords,
): SubmittedField[] => [
  { label: words.what, text: comment ?? '' },
  { label: words.orderAmount, text: groupedYuan(orderAmountFen) },
  { label: words.voucherAmount, text: groupedYuan(voucherAmountFen) },
  { label: words.agreement, files: [attachmentId] },
];

/** What a request for redemption says, and the files it is proved with. @source L165 */
const claimFields = (claim: Claim, words: SubmissionWords): SubmittedField[] => [
  { label: words.actualAmount, text: groupedYuan(claim.actualAmountFen) },
  { label: words.serviceStartedOn, text: claim.serviceStartedOn },
  { label: words.serviceFinishedOn, text: claim.serviceFinishedOn },
  { label: words.effect, text: claim.effect },
  {
    label: words.invoices,
    text: claim.invoices.map(describeInvoice).join('\n'),
  },
  { label: words.invoiceFiles, files: claim.invoices.map(({ attachmentId }) => attachmentId) },
  { label: words.selfPaidProof, files: claim.attachments.selfPaidProof },
  { label: words.results, files: claim.attachments.results },
  { label: words.process, files: claim.attachments.process },
];

/** The files a submission names. */
export function filesIn(event: Submission): string[] {
  if (isStep(event, 'pay')) return [event.body.contract.attachmentId];
  if (isStep(event, 'proposeChange')) return [event.body.attachmentId];
  return isStep(event, 'requestRedemption', 'supplementRedemption') ? claimedFiles(event.body).map(({ id }) => id) : [];
}
