import type { NextFunction, Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import { InvalidInput, Refused } from '../actions/errors.ts';
import type { Portal } from '../actions/portal.ts';
import { admitted } from './admission.ts';
import { incomingStorage, receivedFile, removeWhenAnswered } from './incoming.ts';
import type { ReceivedFile, StoredFile } from './incoming.ts';
import { FILE_BYTES_AT_MOST } from './kinds.ts';

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
  const oneFile = multer({
    storage: incomingStorage(portal.files),
    defParamCharset: 'utf8', // else Chinese names arrive garbled
    limits: {
      files: 1,
      fileSize: FILE_BYTES_AT_MOST,
      fields: 5,
      fieldSize: 1024,
      fieldNameSize: 64,
      parts: 8,
      headerPairs: 20,
    },
  }).single('file');
  const read = (request: Request, response: Response, next: NextFunction): void => {
    removeWhenAnswered(portal, request);
    oneFile(request, response, (error: unknown) => {
      if (error) return next(refusalOf(error));
      const fields = { ...(request.body as Record<string, unknown> | undefined) }; // multer's has no prototype
      request.body = fields;
      if (request.file) {
        const file = receivedFile(request.file as StoredFile); // of our storage engine
        request.upload = { ...file, fingerprint: JSON.stringify([file.sha256, file.name, fields]) };
      }
      next();
    });
  };
  const admit = admitted({ byAccount: BY_ACCOUNT, inAll: IN_ALL }, read);
  return (request, response, next) =>
    request.is('multipart/form-data') ? admit(request, response, next) : next(new Refused('request.unsupported-type'));
}

/** What multer and its parser say is the client's mistake; anything else is ours. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof MulterError))
    return error instanceof Error && /multipart|boundary|form|header|part/i.test(error.message)
      ? new Refused('request.malformed')
      : error;
  if (error.code === 'MISSING_FIELD_NAME') return new InvalidInput([{ pointer: '', code: 'form.part-name' }]);
  return new Refused(
    error.code === 'LIMIT_FILE_SIZE'
      ? 'attachment.too-large'
      : error.code === 'LIMIT_UNEXPECTED_FILE' || error.code === 'LIMIT_FILE_COUNT'
        ? 'request.malformed'
        : 'request.too-large',
  );
}
