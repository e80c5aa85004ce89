import type { RequestHandler } from 'express';
import { Refused } from '../actions/errors.ts';
import type { Portal } from '../actions/portal.ts';
import { createAdmission, noRoom } from './admission.ts';
import { receivedFile } from './incoming.ts';
import type { ReceivedFile, StoredFile } from './incoming.ts';
import { FILE_BYTES_AT_MOST } from './kinds.ts';
import { createMultipartReader } from './multipart-reader.ts';

/** The one file of a call. */
export interface UploadedFile extends ReceivedFile {
  /** For the fingerprint of a keyed call: the file by hash, its name, and the fields. */
  readonly fingerprint: string;
}

declare module 'express-serve-static-core' {
  interface Request {
    upload?: UploadedFile;
  }
}

/** A page with scripts sends each of its files by a call of its own, as many at once as its browser has connections. */
const BY_ACCOUNT = 24;
const IN_ALL = 96;

/**
 * Reads a multipart form with one file into the store.
 *
 * @throws Refused `request.unsupported-type`, `request.malformed`, `request.too-large`, `attachment.too-large`,
 *   `request.too-many-uploads`; Unavailable `unavailable.storage`; all by way of `next`
 */
export function takeUpload(portal: Pick<Portal, 'files' | 'log'>): RequestHandler {
  const limits = { files: 1, fileSize: FILE_BYTES_AT_MOST, fields: 5, fieldSize: 1024, fieldNameSize: 64 };
  const read = createMultipartReader(portal, limits, (form) => form.single('file'));
  const admit = createAdmission({ byAccount: BY_ACCOUNT, inAll: IN_ALL });
  return (request, response, next) => {
    if (!request.is('multipart/form-data')) return next(new Refused('request.unsupported-type'));
    if (!admit(request, response)) return next(noRoom());
    read(request, response, (refusal) => {
      const stored = request.file as StoredFile | undefined; // of our storage engine
      const wrong = refusal ?? stored?.notStored;
      if (wrong) return next(wrong);
      const fields = { ...(request.body as Record<string, unknown> | undefined) }; // multer's has no prototype
      request.body = fields;
      if (stored) {
        const file = receivedFile(stored);
        request.upload = { ...file, fingerprint: JSON.stringify([file.sha256, file.name, fields]) };
      }
      next();
    });
  };
}
