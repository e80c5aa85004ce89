import type { RequestHandler } from 'express';
import { Refused } from '../actions/errors.ts';
import type { Unavailable } from '../actions/errors.ts';
import type { Portal } from '../actions/portal.ts';
import { createAdmission, noRoom } from '../files/admission.ts';
import { receivedFile } from '../files/incoming.ts';
import type { ReceivedFile, StoredFile } from '../files/incoming.ts';
import { FILE_BYTES_AT_MOST } from '../files/kinds.ts';
import { createMultipartReader } from '../files/multipart-reader.ts';

/** A file of a page's form, under the name of its field. */
export interface SentFile extends ReceivedFile {
  readonly field: string;
  /** Why it cannot be kept: it is too large, the store is full, or too many forms are under way. */
  readonly notStored: Refused | Unavailable | undefined;
}

declare module 'express-serve-static-core' {
  interface Request {
    sentFiles?: readonly SentFile[];
  }
}

const FILES_AT_MOST = 20;
const FIELDS_AT_MOST = 500;
const FIELD_BYTES_AT_MOST = 64 * 1024;
/** The largest form there is: its files, and one file's worth of everything else. The proxy lets as much through. */
export const FORM_BYTES_AT_MOST = (FILES_AT_MOST + 1) * FILE_BYTES_AT_MOST;

/** Someone has a few windows open; each of these forms may be of a hundred MiB. */
const MEMBERS = { byAccount: 4, inAll: 32 };
/** Whose session ended while a form was filled in: an office shares its address. They take no room from those who are signed in. */
const STRANGERS = { byAccount: 4, inAll: 8 };

/**
 * Reads a page's form with files, which go to the store. A file that is too large, that finds the store full or that finds too many
 * forms of its sender under way is read to its end and dropped, so that all else that was sent can be shown again; a stranger's
 * files are dropped unread.
 *
 * @throws Refused `request.too-large`, `request.malformed`, for strangers `request.too-many-uploads`, all by way of `next`
 */
export function takeFiles(portal: Pick<Portal, 'files' | 'log'>): RequestHandler {
  const limits = {
    files: FILES_AT_MOST,
    fileSize: FORM_BYTES_AT_MOST,
    fields: FIELDS_AT_MOST,
    fieldSize: FIELD_BYTES_AT_MOST,
    fieldNameSize: 100,
  };
  const read = createMultipartReader(portal, limits, (form) => form.any());
  const [members, strangers] = [createAdmission(MEMBERS), createAdmission(STRANGERS)];
  return (request, response, next) => {
    if (!request.is('multipart/form-data')) return next();
    if (Number(request.get('content-length') ?? 0) > FORM_BYTES_AT_MOST) return next(new Refused('request.too-large'));
    if (!request.account && !strangers(request, response)) return next(noRoom());
    if (request.account && !members(request, response)) request.filesDropped = noRoom();
    read(request, response, (refusal) => {
      if (refusal) return next(refusal);
      request.sentFiles = (request.files as readonly StoredFile[] | undefined)?.map(sentFile) ?? []; // of our storage engine
      next();
    });
  };
}

/** Refuses a form with files where the page's form has none. @throws Refused `request.unsupported-type` by way of `next` */
export const refuseFiles: RequestHandler = (request, _response, next) =>
  next(request.is('multipart/form-data') ? new Refused('request.unsupported-type') : undefined);

const sentFile = (file: StoredFile): SentFile => ({
  ...receivedFile(file),
  field: file.fieldname,
  notStored: file.notStored,
});
