import { keepAttachment } from '../../db/writes/portal/attachment.ts';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { readLater } from '../documents/reading.ts';
import type { ReadingPortal } from '../documents/reading.ts';
import { uuidv5 } from '../actions/uuid.ts';
import { checkedName, checkedType } from './content.ts';
import type { UploadedFile } from './upload.ts';

interface NewFile {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly file: Pick<UploadedFile, 'name' | 'bytes' | 'sha256'>;
}

/**
 * Judges a file and keeps it as an attachment of its uploader that belongs to nothing yet. Twice is once.
 *
 * @throws InvalidInput for its name, Refused `attachment.type-not-allowed` for its content
 * @source L36, D15
 */
export async function keepFile(portal: ReadingPortal, uploadedBy: string, { id, kind, file }: NewFile) {
  const name = checkedName(file.name);
  const mediaType = await checkedType(file, kind);
  const { db, files } = portal;
  const view = { id, kind, name, sizeBytes: file.bytes.length, mediaType };
  const key = uuidv5(`attachment/${id}`);
  await files.put(key, file.bytes); // bytes without a row are lost space; a row without bytes would be a lie
  await keepAttachment(db, { ...view, sha256: file.sha256, key, uploadedBy });
  readLater(portal, kind, { id, key, mediaType });
  return view;
}
