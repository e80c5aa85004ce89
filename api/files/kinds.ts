import type { AttachmentKind } from '../../domain/attachment.ts';
import type { Refused } from '../actions/errors.ts';

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

/** What a refused type of file is told besides, where a kind is a pdf and nothing else. @source L84 */
export const typeRefusal = (kind: AttachmentKind): Pick<Refused, 'code' | 'about'> => ({
  code: 'attachment.type-not-allowed',
  about: KIND_TYPES[kind] === DOCUMENT ? { field: 'file', text: PDF_ALONE } : undefined,
});

const PDF_ALONE = {
  zh: '这里只收 pdf：图片请打印或另存为 pdf，纸质件请扫描成 pdf，再上传。',
  en: 'Only a pdf is taken here: print or save a picture as a pdf, scan a paper to a pdf, and upload that.',
} as const;
