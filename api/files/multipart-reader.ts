import type { Writable } from 'node:stream';
import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import type { Multer } from 'multer';
import { InvalidInput, Refused } from '../actions/errors.ts';
import type { Portal } from '../actions/portal.ts';
import { TEXT_AT_MOST } from '../forms/flat.ts';
import { incomingStorage, removeWhenAnswered } from './incoming.ts';
import { rewriteHeads } from './part-heads.ts';
import { plainHead } from './sent-name.ts';

/** What a form may hold at most. */
interface Limits {
  readonly files: number;
  readonly fileSize: number;
  readonly fields: number;
  readonly fieldSize: number;
  readonly fieldNameSize: number;
}

/** Reads a call's multipart form; what it tells at the end is why the form cannot be read, or nothing. */
type MultipartReader = (request: Request, response: Response, done: (refusal?: unknown) => void) => void;

/**
 * A reader of multipart forms: texts into the call's body, up to what any form of the portal holds, files into the store until the
 * call has been answered.
 *
 * @param pick which file fields there are
 * @returns it tells Refused `request.too-large`, `request.malformed`, `attachment.too-large`; InvalidInput for a part without a name
 */
export function createMultipartReader(
  portal: Pick<Portal, 'files' | 'log'>,
  limits: Limits,
  pick: (form: Multer) => RequestHandler,
): MultipartReader {
  const options: multer.Options & StreamOptions = {
    storage: incomingStorage(portal.files),
    defParamCharset: 'latin1', // one sign a byte: `sentName` decodes them
    preservePath: true, // a byte of a Chinese sign may be that of a backslash
    limits: { ...limits, parts: limits.files + limits.fields, headerPairs: 20 },
    streamHandler: readBounded,
  };
  const read = pick(multer(options));
  return (request, response, done) => {
    removeWhenAnswered(portal, request);
    void read(request, response, (error?: unknown) => done(error && refusalOf(error)));
  };
}

interface StreamOptions {
  /** How the body reaches the parser; the types of multer do not know it yet. */
  readonly streamHandler: (request: Request, parser: Writable) => void;
}

/** Reads no further than to the text that any form holds: the limits of single fields allow for many times as much. */
function readBounded(request: Request, parser: Writable): void {
  let length = 0;
  parser.on('field', (_name: unknown, text: string) => {
    length += text.length;
    if (length > TEXT_AT_MOST) parser.destroy(new Refused('request.too-large'));
  });
  rewriteHeads(parser, request.get('content-type') ?? '', plainHead);
  request.pipe(parser);
}

/** What multer and its parser say is the client's mistake; anything else is ours. */
function refusalOf(error: unknown): unknown {
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
