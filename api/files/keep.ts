import { findStoredFile } from '../../db/reads/attachment.ts';
import { keepAttachment } from '../../db/writes/portal/attachment.ts';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { readLater } from '../documents/reading.ts';
import type { ReadingPortal } from '../documents/reading.ts';
import { Refused } from '../actions/errors.ts';
import { uuidv5 } from '../actions/uuid.ts';
import { checkedName, checkedType } from './content.ts';
import type { ReceivedFile } from './incoming.ts';
import { storing } from './store.ts';

interface NewFile {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly file: ReceivedFile;
}

/**
 * Judges a file and keeps it as an attachment of its uploader that belongs to nothing yet. Twice is once. What is refused or
 * cannot be kept leaves nothing behind.
 *
 * @throws InvalidInput for its name; Refused `attachment.type-not-allowed` for its content; Unavailable `unavailable.storage`
 * @source L36, D15
 */
export async function keepFile(portal: ReadingPortal, uploadedBy: string, { id, kind, file }: NewFile) {
  const name = checkedName(file.name);
  const mediaType = await checkedType(portal.files, file, kind);
  const view = { id, kind, name, sizeBytes: file.sizeBytes, mediaType };
  const key = await keepBytes(portal, { ...view, sha256: file.sha256, uploadedBy }, file.key);
  readLater(portal, kind, { id, key, mediaType, uploadedBy });
  return view;
}

/** Seconds after which a quota may have room again. */
const RETRY = {
  minute: { 'retry-after': '60' },
  day: { 'retry-after': '3600' },
  loose: { 'retry-after': '3600' },
} as const;

/**
 * Copies bytes that lie in the store to the place of a new attachment, and keeps its row: bytes without a row are lost space, a
 * row without bytes would be a lie. Bytes whose row cannot be kept are removed.
 *
 * @returns the key of the bytes
 * @throws Unavailable `unavailable.storage` when the store is full; Refused `attachment.quota-minute`, `attachment.quota-day`,
 *   `attachment.quota-loose`
 */
export async function keepBytes(
  { db, files }: Pick<ReadingPortal, 'db' | 'files'>,
  row: Omit<Parameters<typeof keepAttachment>[1], 'key' | 'id'> & { readonly id: string },
  from: string,
): Promise<string> {
  const key = uuidv5(`attachment/${row.id}`);
  if (await findStoredFile(db, row.id)) return key;
  try {
    await storing(files.copy(from, key));
    const exceeded = await keepAttachment(db, { ...row, key }, new Date().toISOString());
    if (exceeded !== null) throw new Refused(`attachment.quota-${exceeded}`, RETRY[exceeded]);
  } catch (error) {
    if (!(await findStoredFile(db, row.id).catch(() => true))) await files.delete(key); // not known: the sweep asks again
    throw error;
  }
  return key;
}
