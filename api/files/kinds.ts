import type { AttachmentKind } from '../../domain/attachment.ts';

/** 5 MiB. @source L36, D15 */
export const FILE_BYTES_AT_MOST = 5 * 1024 * 1024;

/** The types of files there are, with the endings their names may have. @source D15 */
export const FILE_TYPES = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
} as const;

/** Endings that programs give to JPEGs beside their own; such a file is renamed. */
export const OTHER_ENDINGS = ['jfif', 'jpe', 'pjpeg'] as const;

export type FileType = keyof typeof FILE_TYPES;

const DOCUMENT: readonly FileType[] = ['application/pdf'];
const ANY: readonly FileType[] = ['application/pdf', 'image/jpeg', 'image/png'];

/** Contracts are pdf; the guide leaves the others open. @source L36, L84, D15 */
export const KIND_TYPES: Readonly<Record<AttachmentKind, readonly FileType[]>> = {
  contract: DOCUMENT,
  supplementaryAgreement: DOCUMENT,
  invoice: ANY,
  selfPaidProof: ANY,
  result: ANY,
  process: ANY,
};
