import type { WorkflowHandle } from '@temporalio/client';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import type { Compared } from '../../domain/reading/comparison.ts';
import type { Entered } from '../../domain/reading/entered.ts';
import { LABELS_OF_FILE } from '../../domain/reading/papers.ts';
import type { PagePicture, Progress } from '../../domain/reading/page.ts';
import type { Read, Unreadable, Unseen } from '../../domain/reading/reading.ts';
import { isRead, listFileReadings, listProgress } from '../../db/reads/reading.ts';
import type { FileReading } from '../../db/reads/reading.ts';
import { startReading } from '../../workflows/messages/reading.ts';
import { pictureKey } from '../../file-store.ts';
import type { Portal } from '../actions/portal.ts';

/** What reading needs of the portal. */
export type ReadingPortal = Pick<Portal, 'db' | 'temporal' | 'taskQueue' | 'log'>;

/** What comparing needs of it besides: where pictures of pages lie. */
export type ComparingPortal = ReadingPortal & Pick<Portal, 'files'>;

/** Has a file just uploaded read, if its kind is one that is; nobody waits for it, and what fails is made up for by the first look. */
export function readLater(portal: ReadingPortal, kind: AttachmentKind, file: { id: string }): void {
  if (kind in LABELS_OF_FILE)
    void listFileReadings(portal.db, [file.id])
      .then((files) => [...files.values()].filter((one) => !isRead(one)).map((one) => begin(portal, one)))
      .catch((error: unknown) => portal.log.warn({ err: error, attachment: file.id }, 'a reading was not begun'));
}

/** What a file's text says beside what was entered. */
export type FileComparison =
  | {
      readonly state: 'read';
      readonly compared: readonly Compared[];
      readonly unseen: readonly Unseen[];
      readonly pagesUnread: number;
      /** The numbers of those of them that could not be read at all. */
      readonly unread: readonly number[];
      /** Of pages on which a value was found, as far as they are kept. */
      readonly pictures: readonly PagePicture[];
    }
  | { readonly state: 'unreadable'; readonly why: Unreadable }
  /** `progress` once its first page is read. */
  | { readonly state: 'pending'; readonly progress?: Progress | undefined };

/** What has been read of a file so far: `pending` from the moment at which it is asked for, where nobody has asked before. */
export type FileLook = Read | { readonly pending: Progress | null };

/** What has been read of a file; whoever asks may see it. Nobody waits: of what is not read yet the reading begins. @throws for a file that there is not */
export async function lookAtReading(portal: ReadingPortal, attachmentId: string): Promise<FileLook> {
  const [files, progress] = await Promise.all([
    listFileReadings(portal.db, [attachmentId]),
    listProgress(portal.db, [attachmentId]),
  ]);
  const file = files.get(attachmentId);
  if (!file) throw new Error(`no file ${attachmentId}`);
  if (!isRead(file)) await begin(portal, file);
  return keptIn(file) ?? { pending: progress.get(attachmentId) ?? null };
}

/** A file, and what was entered beside it. */
export interface EnteredFile {
  readonly attachmentId: string;
  readonly entered: Entered;
}

/** How long a page waits for files that nobody has read yet. */
const LOOK_MS = 2000;

/**
 * Files beside what was entered, in their order; whoever asks may see them. Of what is not read yet the reading begins, and
 * `pending` says that it takes longer than a page waits.
 *
 * @param waitMs how long it waits; in milliseconds
 * @throws for a file that there is not
 * @source L149, L165, D11, D13
 */
export async function compareFiles(
  portal: ComparingPortal,
  files: readonly EnteredFile[],
  waitMs = LOOK_MS,
): Promise<FileComparison[]> {
  const ids = files.map(({ attachmentId }) => attachmentId);
  const before = await listFileReadings(portal.db, ids);
  const unread = [...before.values()].filter((file) => !isRead(file));
  await Promise.all(unread.map((file) => readWithin(portal, file, waitMs)));
  const unreadIds = unread.map(({ id }) => id);
  const [now, progress] = await Promise.all([
    listFileReadings(portal.db, unreadIds),
    listProgress(portal.db, unreadIds),
  ]);
  const compared = files.map(async ({ attachmentId, entered }): Promise<FileComparison> => {
    const file = now.get(attachmentId) ?? before.get(attachmentId);
    if (!file) throw new Error(`no file ${attachmentId}`);
    const read = keptIn(file);
    if (!read) return { state: 'pending', progress: progress.get(attachmentId) };
    return comparedWith(portal, entered, read, file.key);
  });
  return Promise.all(compared);
}

const keptIn = ({ reading, unreadable }: FileReading): Read | null =>
  reading ? { reading } : unreadable ? { unreadable } : null;

async function comparedWith(
  { files }: Pick<Portal, 'files'>,
  entered: Entered,
  read: Read,
  key: string,
): Promise<FileComparison> {
  if ('unreadable' in read) return { state: 'unreadable', why: read.unreadable };
  const { unseen = [], pagesUnread = 0, unread = [], pictures = [] } = read.reading;
  const compared = comparisonOf(entered, read.reading);
  const shown = new Set(compared.flatMap(({ places }) => places.map(({ page }) => page)));
  const kept = await Promise.all(
    pictures.map(async (picture) => shown.has(picture.page) && (await files.exists(pictureKey(key, picture.page)))),
  );
  return {
    state: 'read',
    compared,
    unseen,
    pagesUnread,
    unread: unread.map(({ page }) => page),
    pictures: pictures.filter((_, index) => kept[index]),
  };
}

/** Begins the reading of a file and waits for its end, but no longer. */
async function readWithin(portal: ReadingPortal, file: FileReading, waitMs: number): Promise<void> {
  const handle = await begin(portal, file);
  if (!handle || waitMs === 0) return;
  const ended = portal.temporal.withAbortSignal(AbortSignal.timeout(waitMs), () => handle.result());
  await ended.catch(() => undefined); // it goes on; the page says how far it is
}

/** How long a page waits until the server has taken up a reading. */
const BEGIN_MS = 2000;

/** Begins the reading of a file; one that is being read is not begun again. Undefined, and a line in the log, when that is not possible now. */
async function begin(
  { temporal, taskQueue, log }: ReadingPortal,
  { id, asker }: Pick<FileReading, 'id' | 'asker'>,
): Promise<WorkflowHandle | undefined> {
  try {
    return await temporal.withDeadline(Date.now() + BEGIN_MS, () =>
      startReading(temporal, taskQueue, { attachmentId: id, asker }),
    );
  } catch (error) {
    log.warn({ err: error, attachment: id }, 'a reading was not begun');
    return undefined;
  }
}
