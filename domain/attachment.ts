import type { Texts } from './language.ts';

/** What an uploaded file is for, with its word. @source L84, L165, D15 */
export const ATTACHMENTS = {
  contract: { zh: '服务合同', en: 'Contract' },
  invoice: { zh: '发票', en: 'Invoice' },
  selfPaidProof: { zh: '企业自付部分付款凭证', en: 'Proof of the self-paid part' },
  result: { zh: '服务成果', en: 'Results' },
  process: { zh: '服务过程性材料', en: 'Process materials' },
  supplementaryAgreement: { zh: '补充协议', en: 'Supplementary agreement' },
} satisfies Record<string, Texts>;

export type AttachmentKind = keyof typeof ATTACHMENTS;

export const ATTACHMENT_KINDS = Object.keys(ATTACHMENTS) as readonly AttachmentKind[];

/** A size as people read it: `864 KB`, `2.2 MB`. */
export const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** Why a pdf is not taken: nobody could look at it. @source L84, D15 */
export type Unopenable = 'locked' | 'broken' | 'empty';
