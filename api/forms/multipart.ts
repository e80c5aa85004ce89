import { createHash } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import multer from 'multer';
import type { StorageEngine } from 'multer';
import { FILE_BYTES_AT_MOST } from '../files/kinds.ts';
import { refusalOf } from '../files/upload.ts';
import type { UploadedFile } from '../files/upload.ts';
import { Refused } from '../actions/errors.ts';

/** A file of a page's form, under the name of its field. */
export interface SentFile extends Pick<UploadedFile, 'name' | 'bytes' | 'sha256'> {
  readonly field: string;
  /** It was larger than a file may be; its bytes were not kept. */
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
const BODY_BYTES_AT_MOST = (FILES_AT_MOST + 1) * FILE_BYTES_AT_MOST;

/**
 * Reads a page's form with files. A file that is too large is read to its end and dropped, so that all else that was sent
 * can be shown again; a stranger's files are dropped unread.
 *
 * @throws Refused `request.too-large`, `request.malformed` by way of `next`
 */
export const takeFiles: RequestHandler = (request: Request, response: Response, next: NextFunction): void => {
  if (!request.is('multipart/form-data')) return next();
  if (Number(request.get('content-length') ?? 0) > BODY_BYTES_AT_MOST) return next(new Refused('request.too-large'));
  manyFiles(request, response, (error: unknown) => {
    if (error) return next(refusalOf(error));
    request.sentFiles = (request.files as readonly Stored[] | undefined)?.map(sentFile) ?? [];
    next();
  });
};

interface Stored extends Express.Multer.File {
  readonly tooLarge: boolean;
}

const inMemory: StorageEngine = {
  _handleFile(request, { stream }, done) {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= FILE_BYTES_AT_MOST && request.account) chunks.push(chunk);
      else chunks.length = 0;
    });
    stream.on('error', done);
    stream.on('end', () => {
      const stored: Partial<Stored> = { buffer: Buffer.concat(chunks), size, tooLarge: size > FILE_BYTES_AT_MOST };
      done(null, stored);
    });
  },
  _removeFile: (_request, _file, done) => done(null),
};

const manyFiles = multer({
  storage: inMemory,
  defParamCharset: 'utf8', // else Chinese names arrive garbled
  limits: {
    files: FILES_AT_MOST,
    fileSize: BODY_BYTES_AT_MOST,
    fields: FIELDS_AT_MOST,
    fieldSize: FIELD_BYTES_AT_MOST,
    fieldNameSize: 100,
    parts: FILES_AT_MOST + FIELDS_AT_MOST,
    headerPairs: 20,
  },
}).any();

const sentFile = ({ fieldname, originalname, buffer, tooLarge }: Stored): SentFile => ({
  field: fieldname,
  name: originalname,
  bytes: buffer,
  sha256: createHash('sha256').update(buffer).digest('hex'),
  tooLarge,
});
