import { createHash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { Refused } from '../actions/errors.ts';
import { FILE_BYTES_AT_MOST } from './kinds.ts';

/** One file as sent; nothing about it is believed yet. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** For the fingerprint of a keyed call: the file by hash, its name, and the fields. */
  readonly fingerprint: string;
}

declare module 'express-serve-static-core' {
  interface Request {
    upload?: UploadedFile;
  }
}

const oneFile = multer({
  storage: multer.memoryStorage(),
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

/** Reads a multipart form with one file into memory. */
export function takeUpload(request: Request, response: Response, next: NextFunction): void {
  if (!request.is('multipart/form-data')) return next(new Refused('request.unsupported-type'));
  oneFile(request, response, (error: unknown) => {
    if (error) return next(refusalOf(error));
    const { file } = request;
    const fields = { ...(request.body as Record<string, unknown> | undefined) }; // multer's has no prototype
    request.body = fields;
    if (file) {
      const sha256 = createHash('sha256').update(file.buffer).digest('hex');
      request.upload = {
        name: file.originalname,
        bytes: file.buffer,
        sha256,
        fingerprint: JSON.stringify([sha256, file.originalname, fields]),
      };
    }
    next();
  });
}

/** What multer and its parser say is the client's mistake; anything else is ours. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof MulterError))
    return error instanceof Error && /multipart|boundary|form|header|part/i.test(error.message)
      ? new Refused('request.malformed')
      : error;
  return new Refused(
    error.code === 'LIMIT_FILE_SIZE'
      ? 'attachment.too-large'
      : error.code === 'LIMIT_UNEXPECTED_FILE' || error.code === 'LIMIT_FILE_COUNT'
        ? 'request.malformed'
        : 'request.too-large',
  );
}
