import { create } from 'content-disposition';
import { fileTypeFromStream } from 'file-type';
import type { Disk } from 'flydrive';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { InvalidInput, Refused } from '../actions/errors.ts';
import { isLongerThan } from '../forms/text.ts';
import type { ReceivedFile } from './incoming.ts';
import { FILE_TYPES, KIND_TYPES, OTHER_ENDINGS, typeRefusal } from './kinds.ts';
import type { FileType } from './kinds.ts';

const NAME_AT_MOST = 200;

/** Readers find the beginning of a PDF within so many bytes; what stands before it is another program's. */
const PDF_BEGINS_WITHIN = 1024;

/**
 * The type of a file by its content, whatever its name says.
 *
 * @throws Refused `attachment.empty` for one without content, `attachment.type-not-allowed` for one that its kind does not allow
 * @source L36, D15
 */
export async function checkedType(
  files: Disk,
  { key, sizeBytes }: Pick<ReceivedFile, 'key' | 'sizeBytes'>,
  kind: AttachmentKind,
): Promise<FileType> {
  if (sizeBytes === 0) throw new Refused('attachment.empty');
  const bytes = await files.getStream(key);
  const detected = (await fileTypeFromStream(bytes).finally(() => bytes.destroy()))?.mime;
  const type = detected ?? ((await beginsAsPdf(files, key)) ? 'application/pdf' : undefined);
  const allowed = KIND_TYPES[kind].find((candidate) => candidate === type);
  if (!allowed) {
    const { code, about } = typeRefusal(kind);
    throw new Refused(code, {}, about);
  }
  return allowed;
}

async function beginsAsPdf(files: Disk, key: string): Promise<boolean> {
  let head = Buffer.alloc(0);
  for await (const bytes of await files.getStream(key)) {
    head = Buffer.concat([head, bytes as Buffer]);
    if (head.length >= PDF_BEGINS_WITHIN) break;
  }
  return head.subarray(0, PDF_BEGINS_WITHIN).includes('%PDF-');
}

/** Characters that mean something to file systems, terminals or the direction of text. */
const UNWANTED = /[\p{Cc}\p{Cf}\p{Surrogate}]/gu;

/** An ending that says a type, rightly or wrongly; any other is part of the name. */
const ENDING = new RegExp(`\\.(?:${[...Object.values(FILE_TYPES), OTHER_ENDINGS].flat().join('|')})$`, 'i');

/**
 * A file's name as it is kept: its last part, of at most 200 characters, with the ending of its type. 扫描.jfif is 扫描.jpg.
 *
 * @throws InvalidInput when nothing is left of it
 */
export function checkedName(sent: string, type: FileType): string {
  const last = (sent.split(/[\\/]/).at(-1) ?? '').replaceAll(UNWANTED, '').trim();
  const [ending] = FILE_TYPES[type];
  const isEnded = FILE_TYPES[type].some((known) => last.toLowerCase().endsWith(`.${known}`));
  const name = isEnded || last === '' ? last : `${last.replace(ENDING, '').trimEnd()}.${ending}`;
  if (name === '' || name.startsWith('.')) throw new InvalidInput([{ pointer: '/file', code: 'form.required' }]);
  if (isLongerThan(name, NAME_AT_MOST))
    throw new InvalidInput([{ pointer: '/file', code: 'form.too-long', most: NAME_AT_MOST }]);
  return name;
}

/**
 * The header that names a file when it is saved: whole, and plain for old clients. There `_` stands for what is not ASCII, since
 * file systems refuse the `?` of the library; and for `%`, which some clients decode.
 */
export const formatDisposition = (name: string, type: 'attachment' | 'inline' = 'attachment'): string =>
  create(name, { type, fallback: name.replaceAll(/[^\x20-\x7E]|%/g, '_') });
