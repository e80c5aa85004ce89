import type { OrderAttachment } from '../../../db/reads/order-history.ts';
import { ATTACHMENTS, sizeText } from '../../../domain/attachment.ts';
import type { AttachmentKind } from '../../../domain/attachment.ts';
import { dayOf } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Invoice } from '../../../domain/order/order.ts';
import type { Icon } from '../../../templates/icons.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import type { OrderCase } from './case.ts';
import { WORDS } from './words.ts';

const ICONS: Readonly<Record<AttachmentKind, Icon>> = {
  contract: 'pdf',
  supplementaryAgreement: 'pdf',
  invoice: 'receipt',
  selfPaidProof: 'bank',
  result: 'done',
  process: 'clip',
};

/** A file with what it is, its name and size, who uploaded it and when. */
export type FileView = ReturnType<typeof fileView>;

/** The files that hold now: the contract, supplementary agreements, and what the last request for redemption names. @source L84, L165 */
export function filesView(found: OrderCase): FileView[] {
  const { order } = found.file;
  const { contract, claim, changes } = order;
  const said = new Map<string, string>();
  if (contract)
    said.set(contract.attachmentId, `${contract.number} · ${contract.signedOn} · ${groupedYuan(contract.totalFen)}`);
  for (const { attachmentId, orderAmountFen } of changes) said.set(attachmentId, groupedYuan(orderAmountFen));
  for (const invoice of claim?.invoices ?? []) said.set(invoice.attachmentId, describeInvoice(invoice));
  const { selfPaidProof = [], results = [], process = [] } = claim?.attachments ?? {};
  for (const id of [...selfPaidProof, ...results, ...process]) said.set(id, '');
  return filesNamed(found, [...said.keys()]).map((file) => ({ ...file, said: said.get(file.id) ?? '' }));
}

/** An invoice in one line: its code, where it has one, and number, its day and amount. @source L165, D41 */
export const describeInvoice = ({ number, code, issuedOn, amountFen }: Invoice): string =>
  [code ? `${code} ${number}` : number, issuedOn, groupedYuan(amountFen)].join(' · ');

/** The files of an order with these ids, in that order. */
export const filesNamed = (found: OrderCase, ids: readonly string[]): FileView[] =>
  ids.flatMap((id) => {
    const file = found.attachments.find((one) => one.id === id);
    return file ? [fileView(file, found)] : [];
  });

const fileView = ({ id, kind, name, sizeBytes, uploadedBy, uploadedAt }: OrderAttachment, { language }: OrderCase) => ({
  id,
  glyph: ICONS[kind],
  label: ATTACHMENTS[kind][language],
  name,
  said: '',
  about: [
    sizeText(sizeBytes),
    interpolate(WORDS[language].uploadedBy, { name: uploadedBy, day: dayOf(uploadedAt) }),
  ].join(' · '),
  href: paths.attachment(id),
});
