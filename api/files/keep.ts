import { randomUUID } from 'node:crypto';
import { findStoredFile } from '../../db/reads/attachment.ts';
import { keepAttachment } from '../../db/writes/portal/attachment.ts';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { readLater } from '../documents/reading.ts';
import type { ReadingPortal } from '../documents/reading.ts';
import type { Portal } from '../actions/portal.ts';
import { Refused } from '../actions/errors.ts';
import { checkedName, checkedType } from './content.ts';
import type { ReceivedFile } from './incoming.ts';
import { insistOpens } from './opening.ts';
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
 * @throws InvalidInput for its name; Refused `attachment.type-not-allowed`, `attachment.empty`, `attachment.locked`,
 *   `attachment.broken` for its content; Unavailable `unavailable.storage`
 * @source L36, L84, D15
 */
export async function keepFile(
  portal: ReadingPortal & Pick<Portal, 'files' | 'documents'>,
  uploadedBy: string,
  { id, kind, file }: NewFile,
) {
  const mediaType = await checkedType(portal.files, file, kind);
  const name = checkedName(file.name, mediaType);
  if (mediaType === 'application/pdf') await insistOpens(portal, uploadedBy, file.key);
  const view = { id, kind, name, sizeBytes: file.sizeBytes, mediaType };
  await keepBytes(portal, { ...view, sha256: file.sha256, uploadedBy }, file.key);
  readLater(portal, kind, { id });
  return view;
}

/** Seconds after which a quota may have room again. */
const RETRY = {
  minute: { 'retry-after': '60' },
  day: { 'retry-after': '3600' },
  loose: { 'retry-after': '3600' },
} as const;

/**
 * Copies bytes that lie in the store to a place of their own, and keeps the row of their attachment: bytes without a row are lost
 * space, a row without bytes would be a lie. Bytes whose row is not kept are removed. The same attachment kept several times at
 * once has one row, and none of them touches the bytes of another.
 *
 * @returns the key of the bytes
 * @throws Unavailable `unavailable.storage` when the store is full; Refused `attachment.quota-minute`, `attachment.quota-day`,
 *   `attachment.quota-loose`
 */
export async function keepBytes(
  { db, files }: Pick<Portal, 'db' | 'files'>,
  row: Omit<Parameters<typeof keepAttachment>[1], 'key'>,
  from: string,
): Promise<string> {
  const there = await findStoredFile(db, row.id);
  if (there) return there.key;
  const key = randomUUID();
  await storing(files.copy(from, key)).catch(async (error: unknown) => {
    await files.delete(key);
    throw error;
  });
  const kept = await keepAttachment(db, { ...row, key }, new Date().toISOString()); // when it fails, nobody knows which: the sweep asks a day later
  if ('exceeded' in kept || kept.key !== key) await files.delete(key);
  if ('exceeded' in kept) throw new Refused(`attachment.quota-${kept.exceeded}`, RETRY[kept.exceeded]);
  return kept.key;
}
