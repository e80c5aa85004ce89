import { create } from 'content-disposition';
import { fileTypeFromStream } from 'file-type';
import type { Disk } from 'flydrive';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { InvalidInput, Refused } from '../actions/errors.ts';
import { isLongerThan } from '../forms/text.ts';
import { FILE_TYPES, KIND_TYPES } from './kinds.ts';
import type { FileType } from './kinds.ts';
import type { ReceivedFile } from './incoming.ts';

const NAME_AT_MOST = 200;

/**
 * The type of a file by its content, which its name's ending must agree with and its kind allow.
 *
 * @throws Refused `attachment.type-not-allowed`
 * @source L36, D15
 */
export async function checkedType(
  files: Disk,
  { name, key }: Pick<ReceivedFile, 'name' | 'key'>,
  kind: AttachmentKind,
): Promise<FileType> {
  const bytes = await files.getStream(key);
  const type = (await fileTypeFromStream(bytes).finally(() => bytes.destroy()))?.mime;
  const ending = name.toLowerCase().split('.').at(-1) ?? '';
  const allowed = KIND_TYPES[kind].find(
    (candidate) => candidate === type && FILE_TYPES[candidate].some((known) => known === ending),
  );
  if (!allowed) throw new Refused('attachment.type-not-allowed');
  return allowed;
}

/** Characters that mean something to file systems, terminals or the direction of text. */
const UNWANTED = /[\p{Cc}\p{Cf}\p{Surrogate}]/gu;

/**
 * A file's name as it is kept: its last part, of at most 200 characters, with the ending intact.
 *
 * @throws InvalidInput when nothing is left of it
 */
export function checkedName(sent: string): string {
  const name = (sent.split(/[\\/]/).at(-1) ?? '').replaceAll(UNWANTED, '').trim();
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
