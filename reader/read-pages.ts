import { Context, heartbeat } from '@temporalio/activity';
import type { Disk } from 'flydrive';
import { isRead, listFileReadings, listPagesRead } from '../db/reads/reading.ts';
import type { Database } from '../db/client.ts';
import { announceReading, keepPage, keepReading } from '../db/writes/reading.ts';
import { pagesReadOf } from '../domain/reading/page.ts';
import type { PageRead } from '../domain/reading/page.ts';
import type { Read } from '../domain/reading/reading.ts';
import { pictureKey } from '../file-store.ts';
import type { ReadingActivities, Stretch } from '../workflows/messages/reading.ts';
import { foundIn } from './found-in.ts';
import type { PageReader } from './page-reader.ts';
import type { PageAnswer, PageJob } from './read-job.ts';

export interface ReadingDeps {
  readonly db: Database;
  readonly files: Pick<Disk, 'getBytes' | 'put' | 'delete'>;
  readonly pages: Pick<PageReader, 'read'>;
  /** Whether this reader is being stopped: it begins no further page. */
  readonly isStopping: () => boolean;
}

/** After so long the files of others have their turn. */
const STRETCH_MS = 10_000;
const BEAT_MS = 3000;
/** Open pages are told of progress so often. */
const TOLD_EVERY_MS = 1000;
/** One may be the machine's fault. */
const BROKEN_AT_MOST = 2;

/** The activity behind the reading of files. */
export const readingActivities = (deps: ReadingDeps): ReadingActivities => ({
  async readPages({ attachmentId, broken }) {
    const { db, files } = deps;
    const file = (await listFileReadings(db, [attachmentId])).get(attachmentId);
    if (!file || isRead(file)) return 'finished'; // removed, or read already
    if (broken >= BROKEN_AT_MOST) return finish(deps, attachmentId, { unreadable: 'heavy' });
    return readFurther(deps, { id: attachmentId, key: file.key, content: await files.getBytes(file.key) });
  },
});

interface OpenFile {
  readonly id: string;
  readonly key: string;
  readonly content: Uint8Array;
}

async function readFurther(deps: ReadingDeps, { id: attachmentId, key, content }: OpenFile): Promise<Stretch> {
  const kept = await listPagesRead(deps.db, attachmentId);
  const read = kept.map(({ page }) => page);
  let pagesInAll = kept[0]?.pagesInAll;
  let toldAt = 0;
  const until = Date.now() + STRETCH_MS;
  while (pagesInAll === undefined || read.length < pagesReadOf(pagesInAll)) {
    if (deps.isStopping() || (Date.now() > until && read.length > kept.length)) return 'further';
    const number = read.length + 1;
    const answer = await readBeating(deps, { content, number });
    if (answer === 'cancelled') return 'further'; // this reader is being stopped: another reads the page
    if (answer === 'broken') return 'broken';
    if ('unreadable' in answer) return finish(deps, attachmentId, answer);
    if (!answer.page) break;
    pagesInAll = answer.pagesInAll;
    if (answer.picture) await keepPicture(deps, pictureKey(key, number), answer.picture);
    await keepPage(deps.db, { attachmentId, number, page: answer.page, pagesInAll });
    read.push(answer.page);
    if (Date.now() - toldAt < TOLD_EVERY_MS) continue;
    await announceReading(deps.db, attachmentId);
    toldAt = Date.now();
  }
  const found = foundIn(read, pagesInAll ?? 0);
  for (const page of picturesUnused(read, found)) await deps.files.delete(pictureKey(key, page));
  return finish(deps, attachmentId, found);
}

/** Keeps the picture of a page for people to look at. One that cannot be kept is done without: the page itself is there. */
const keepPicture = ({ files }: ReadingDeps, key: string, picture: Uint8Array): Promise<void> =>
  files.put(key, picture).catch(() => undefined);

/** The pages in whose pictures nothing was found. */
function picturesUnused(pages: readonly PageRead[], found: Read): number[] {
  const used = new Set('reading' in found ? found.reading.pictures?.map(({ page }) => page) : []);
  return pages.flatMap(({ scan }, index) => (scan && !used.has(index + 1) ? [index + 1] : []));
}

/** Reads one page while telling Temporal which; a page that takes longer than a stop of this reader waits is left. */
async function readBeating({ pages }: ReadingDeps, job: PageJob): Promise<PageAnswer | 'broken' | 'cancelled'> {
  const beat = (): void => heartbeat(`page ${job.number}`);
  beat();
  const beating = setInterval(beat, BEAT_MS);
  try {
    return await Promise.race([pages.read(job), Context.current().cancelled.catch(() => 'cancelled' as const)]);
  } finally {
    clearInterval(beating);
  }
}

async function finish({ db }: ReadingDeps, attachmentId: string, read: Read): Promise<'finished'> {
  await keepReading(db, attachmentId, read);
  await announceReading(db, attachmentId);
  return 'finished';
}
