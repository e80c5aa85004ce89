import type { NextFunction, Request, RequestHandler, Response } from 'express';
import multer from 'multer';
import { Refused } from '../actions/errors.ts';
import type { Portal } from '../actions/portal.ts';
import { admitted } from '../files/admission.ts';
import { incomingStorage, receivedFile, removeWhenAnswered } from '../files/incoming.ts';
import type { ReceivedFile, StoredFile } from '../files/incoming.ts';
import { FILE_BYTES_AT_MOST } from '../files/kinds.ts';
import { refusalOf } from '../files/upload.ts';

/** A file of a page's form, under the name of its field. */
export interface SentFile extends ReceivedFile {
  readonly field: string;
  /** It is larger than a file may be. */
  readonly tooLarge: boolean;
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
const BY_ACCOUNT = 4;
const IN_ALL = 32;

/**
 * Reads a page's form with files, which go to the store. A file that is too large is read to its end and dropped, so that all
 * else that was sent can be shown again; a stranger's files are dropped unread.
 *
 * @throws Refused `request.too-large`, `request.malformed`, `request.too-many-uploads`, Unavailable `unavailable.storage`, all
 *   by way of `next`
 */
export function takeFiles(portal: Pick<Portal, 'files' | 'log'>): RequestHandler {
  const manyFiles = multer({
    storage: incomingStorage(portal.files),
    defParamCharset: 'utf8', // else Chinese names arrive garbled
    limits: {
      files: FILES_AT_MOST,
      fileSize: FORM_BYTES_AT_MOST,
      fields: FIELDS_AT_MOST,
      fieldSize: FIELD_BYTES_AT_MOST,
      fieldNameSize: 100,
      parts: FILES_AT_MOST + FIELDS_AT_MOST,
      headerPairs: 20,
    },
  }).any();
  const read = (request: Request, response: Response, next: NextFunction): void => {
    removeWhenAnswered(portal, request);
    manyFiles(request, response, (error: unknown) => {
      if (error) return next(refusalOf(error));
      request.sentFiles = (request.files as readonly StoredFile[] | undefined)?.map(sentFile) ?? []; // of our storage engine
      next();
    });
  };
  const admit = admitted({ byAccount: BY_ACCOUNT, inAll: IN_ALL }, read);
  return (request, response, next) => {
    if (!request.is('multipart/form-data')) return next();
    if (Number(request.get('content-length') ?? 0) > FORM_BYTES_AT_MOST) return next(new Refused('request.too-large'));
    return admit(request, response, next);
  };
}

const sentFile = (file: StoredFile): SentFile => ({
  ...receivedFile(file),
  field: file.fieldname,
  tooLarge: file.tooLarge,
});
