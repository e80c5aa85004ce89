import { setTimeout as after } from 'node:timers/promises';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { comparisonOf, enteredOf } from '../../domain/reading/comparison.ts';
import type { Compared } from '../../domain/reading/comparison.ts';
import type { Unreadable, Unseen } from '../../domain/reading/reading.ts';
import type { OrderRecord } from '../../db/reads/order.ts';
import { findFileReading } from '../../db/reads/reading.ts';
import { announceReading, keepReading } from '../../db/writes/portal/reading.ts';
import { Unavailable } from '../actions/errors.ts';
import type { Portal } from '../actions/portal.ts';
import type { Read } from './contract-text-job.ts';

/** What reading needs of the portal. */
export type ReadingPortal = Pick<Portal, 'db' | 'files' | 'documents' | 'log'>;

/** The kinds of files a reviewer compares with what was entered. @source L84, D13 */
const READ_KINDS: ReadonlySet<AttachmentKind> = new Set(['contract', 'supplementaryAgreement']);

interface StoredFile {
  readonly id: string;
  readonly key: string;
  readonly uploadedBy: string;
}

/** Has a file just uploaded read, if its kind is one that is; nobody waits for it, and what fails is made up for by the first look. */
export function readLater(portal: ReadingPortal, kind: AttachmentKind, file: StoredFile & { mediaType: string }): void {
  if (READ_KINDS.has(kind) && file.mediaType === 'application/pdf') void readAndKept(portal, file);
}

/** What the contract's text says beside what was entered. */
export type ContractReading =
  | {
      readonly state: 'read';
      readonly compared: readonly Compared[];
      readonly unseen: readonly Unseen[];
      readonly pagesUnread: number;
    }
  | { readonly state: 'unreadable'; readonly why: Unreadable }
  | { readonly state: 'pending' };

/** How long a page waits for a contract that nobody has read yet. */
const LOOK_MS = 2000;

/**
 * The contract of an order beside what was entered; null before there is one. Not read yet: it is read now, and `pending`
 * says that it takes longer than a page waits.
 *
 * @source L149, D11
 */
export async function contractReading(
  portal: ReadingPortal,
  { order, names }: OrderRecord,
): Promise<ContractReading | null> {
  const entered = enteredOf(order, names);
  const file = order.contract && (await findFileReading(portal.db, order.contract.attachmentId));
  if (!entered || !file) return null;
  const { reading, unreadable } = file;
  const kept: Read | null = reading ? { reading } : unreadable ? { unreadable } : null;
  const read = kept ?? (await readWhileLooking(portal, order.id, file));
  if (!read) return { state: 'pending' };
  if ('unreadable' in read) return { state: 'unreadable', why: read.unreadable };
  const { unseen = [], pagesUnread = 0 } = read.reading;
  return { state: 'read', compared: comparisonOf(entered, read.reading), unseen, pagesUnread };
}

/** Reads a file for a page that waits a little; takes it longer, the page is told when it is done. */
async function readWhileLooking(portal: ReadingPortal, orderId: string, file: StoredFile): Promise<Read | null> {
  const reading = readAndKept(portal, file);
  const read = await Promise.race([reading, after(LOOK_MS, 'pending' as const, { ref: false })]);
  if (read !== 'pending') return read;
  void reading
    .then((late) => late && announceReading(portal.db, file.id))
    .catch((error: unknown) => portal.log.warn({ err: error, order: orderId }, 'could not tell of a reading'));
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
