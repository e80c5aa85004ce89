import { createHash, randomUUID } from 'node:crypto';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import type { Request } from 'express';
import type { Disk } from 'flydrive';
import type { StorageEngine } from 'multer';
import { Refused, Unavailable } from '../actions/errors.ts';
import type { Portal } from '../actions/portal.ts';
import { FILE_BYTES_AT_MOST } from './kinds.ts';
import { sentName } from './sent-name.ts';
import { storing } from './store.ts';

/** One file as sent, written to the store under a key of its call; nothing about it is believed yet. */
export interface ReceivedFile {
  readonly name: string;
  /** Where its bytes lie until the call has been answered. */
  readonly key: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** What the storage engine says of a file, beside what multer knows. */
export interface StoredFile extends Express.Multer.File {
  readonly sha256: string;
  /** Why its bytes, or all of them, do not lie in the store. */
  readonly notStored?: Refused | Unavailable;
}

declare module 'express-serve-static-core' {
  interface Request {
    /** The keys of what this call has sent, in the store. */
    incoming?: string[];
    /** Why the files of this call are dropped unread. */
    filesDropped?: Refused;
    /** What still reads there. */
    reading?: Promise<unknown>;
  }
}

/** Where files lie in the store while their call is answered: beside each other, so that no folder comes and goes with a call. */
export const INCOMING = 'incoming';

/**
 * Files go to the store as they arrive, so that a form takes little memory whatever it holds. A stranger's files are dropped
 * unread, and those of a call that found no room; of a file that is too large what exceeds the limit. What is not stored is read
 * to its end all the same and says why: the rest of the form is not lost over it.
 *
 * @returns a storage engine for multer
 */
export const incomingStorage = (files: Disk): StorageEngine => ({
  _handleFile(request, { stream }, done) {
    const { account, filesDropped } = request;
    if (!account || filesDropped) {
      const dropped: Partial<StoredFile> = { size: 0, ...(filesDropped && { notStored: filesDropped }) };
      stream
        .on('error', done)
        .on('end', () => done(null, dropped))
        .resume();
      return;
    }
    const path = `${INCOMING}/${randomUUID()}`;
    (request.incoming ??= []).push(path);
    const measured = measure(stream);
    storing(files.putStream(path, measured.bytes)).then(
      () => done(null, { path, ...measured.result() } as Partial<StoredFile>),
      async (error: unknown) => {
        stream.resume();
        await files.delete(path).catch(() => undefined); // a store that is full has room again at once
        if (error instanceof Unavailable) done(null, { size: 0, notStored: error } as Partial<StoredFile>);
        else done(error);
      },
    );
  },
  _removeFile: (_request, _file, done) => done(null), // all of them go with the answer
});

/** The bytes of a file up to the limit, counted and hashed on their way. */
function measure(stream: Readable) {
  const hash = createHash('sha256');
  let size = 0;
  const bytes = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length;
      if (size > FILE_BYTES_AT_MOST) return next();
      hash.update(chunk);
      next(null, chunk);
    },
    destroy(error, done) {
      stream.unpipe(bytes);
      done(error?.name === 'AbortError' ? null : error); // whoever writes has given up, and says why
    },
  });
  stream.on('error', (error) => bytes.destroy(error)).pipe(bytes);
  const tooLarge = () => size > FILE_BYTES_AT_MOST && { notStored: new Refused('attachment.too-large') };
  return { bytes, result: () => ({ size, sha256: hash.digest('hex'), ...tooLarge() }) };
}

/** A file as the rest of the portal takes it. */
export const receivedFile = ({ originalname, path, size, sha256 }: StoredFile): ReceivedFile => ({
  name: sentName(originalname),
  key: path,
  sizeBytes: size,
  sha256,
});

/** Removes what a call has sent once it has been answered, or its client has gone, and nothing reads it any more. */
export function removeWhenAnswered({ files, log }: Pick<Portal, 'files' | 'log'>, request: Request): void {
  request.res?.once('close', () => {
    const remove = async (): Promise<void> => {
      await request.reading?.catch(() => undefined);
      await Promise.all((request.incoming ?? []).map((key) => files.delete(key)));
    };
    remove().catch((error: unknown) => log.warn({ err: error }, 'what a form had sent was not removed'));
  });
}
