import { setTimeout as after } from 'node:timers/promises';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import type { Compared } from '../../domain/reading/comparison.ts';
import type { Entered } from '../../domain/reading/entered.ts';
import type { Unreadable, Unseen } from '../../domain/reading/reading.ts';
import { listFileReadings } from '../../db/reads/reading.ts';
import type { FileReading } from '../../db/reads/reading.ts';
import { announceReading, keepReading } from '../../db/writes/portal/reading.ts';
import { Unavailable } from '../actions/errors.ts';
import type { Portal } from '../actions/portal.ts';
import type { Read } from '../../reader/read-job.ts';

/** What reading needs of the portal. */
export type ReadingPortal = Pick<Portal, 'db' | 'files' | 'documents' | 'log'>;

/** The kinds of files a reviewer compares with what was entered. @source L84, L165, D13 */
const READ_KINDS: ReadonlySet<AttachmentKind> = new Set(['contract', 'invoice', 'supplementaryAgreement']);

interface StoredFile {
  readonly id: string;
  readonly key: string;
  readonly uploadedBy: string;
}

/** Has a file just uploaded read, if its kind is one that is; nobody waits for it, and what fails is made up for by the first look. */
export function readLater(portal: ReadingPortal, kind: AttachmentKind, file: StoredFile & { mediaType: string }): void {
  if (READ_KINDS.has(kind) && file.mediaType === 'application/pdf') void readAndKept(portal, file);
}

/** What a file's text says beside what was entered. */
export type FileComparison =
  | {
      readonly state: 'read';
      readonly compared: readonly Compared[];
      readonly unseen: readonly Unseen[];
      readonly pagesUnread: number;
    }
  | { readonly state: 'unreadable'; readonly why: Unreadable }
  | { readonly state: 'pending' };

/** A file, and what was entered beside it. */
export interface EnteredFile {
  readonly attachmentId: string;
  readonly entered: Entered;
}

/** How long a page waits for files that nobody has read yet. */
const LOOK_MS = 2000;

/**
 * Files beside what was entered, in their order; whoever asks may see them. What is not read yet is read now, and `pending` says
 * that it takes longer than a page waits.
 *
 * @param waitMs how long it waits; in milliseconds
 * @throws for a file that there is not
 * @source L149, L165, D11, D13
 */
export async function compareFiles(
  portal: ReadingPortal,
  files: readonly EnteredFile[],
  waitMs = LOOK_MS,
): Promise<FileComparison[]> {
  const kept = await listFileReadings(
    portal.db,
    files.map(({ attachmentId }) => attachmentId),
  );
  return Promise.all(
    files.map(async ({ attachmentId, entered }) => {
      const file = kept.get(attachmentId);
      if (!file) throw new Error(`no file ${attachmentId}`);
      return comparedWith(entered, keptIn(file) ?? (await readIfText(portal, file, waitMs)));
    }),
  );
}

const keptIn = ({ reading, unreadable }: FileReading): Read | null =>
  reading ? { reading } : unreadable ? { unreadable } : null;

function comparedWith(entered: Entered, read: Read | null): FileComparison {
  if (!read) return { state: 'pending' };
  if ('unreadable' in read) return { state: 'unreadable', why: read.unreadable };
  const { unseen = [], pagesUnread = 0 } = read.reading;
  return { state: 'read', compared: comparisonOf(entered, read.reading), unseen, pagesUnread };
}

const readIfText = (portal: ReadingPortal, file: FileReading, waitMs: number): Promise<Read | null> | Read =>
  file.mediaType === 'application/pdf' ? readWhileLooking(portal, file, waitMs) : { unreadable: 'scanned' };

/** Reads a file for a page that waits a little; takes it longer, the page is told when it is done. */
async function readWhileLooking(portal: ReadingPortal, file: StoredFile, waitMs: number): Promise<Read | null> {
  const reading = readAndKept(portal, file);
  const read = await Promise.race([reading, after(waitMs, 'pending' as const, { ref: false })]);
  if (read !== 'pending') return read;
  void reading
    .then((late) => late && announceReading(portal.db, file.id))
    .catch((error: unknown) => portal.log.warn({ err: error, attachment: file.id }, 'could not tell of a reading'));
  return null;
}

/** Reads a file and keeps what was found; null, and a line in the log, when that is not possible now. */
async function readAndKept(
  { db, files, documents, log }: ReadingPortal,
  { id, key, uploadedBy }: StoredFile,
): Promise<Read | null> {
  try {
    const read = await documents.readContract({ id, uploadedBy }, () => files.getBytes(key));
    await keepReading(db, id, read);
    return read;
  } catch (error) {
    if (error instanceof Unavailable) log.info({ attachment: id }, 'too many files to read; read when looked at');
    else log.warn({ err: error, attachment: id }, 'could not read a file');
    return null;
  }
}
