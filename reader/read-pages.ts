import { Context, heartbeat, log } from '@temporalio/activity';
import type { Disk } from 'flydrive';
import { findAwaitedFile, isFinished, listFileReadings, listKeptPages } from '../db/reads/reading.ts';
import type { AwaitedFile } from '../db/reads/reading.ts';
import type { Database } from '../db/client.ts';
import { announceReading, keepPage, keepReading } from '../db/writes/reading.ts';
import type { Keeping } from '../db/writes/reading.ts';
import type { PageRead } from '../domain/reading/page.ts';
import type { Read } from '../domain/reading/reading.ts';
import { errorFacts, errorLine } from '../error-facts.ts';
import { pictureKey, picturesFolder } from '../file-store.ts';
import type { ReadingActivities, Stretch } from '../workflows/messages/reading.ts';
import { STRETCH_MS } from './bounds.ts';
import type { PageReader } from './page-reader.ts';
import { brokenPage, nextPage, pagesInAllOf, pagesOf } from './pages-kept.ts';
import type { KeptPage } from './pages-kept.ts';
import { takeEqual } from './take-equal.ts';
import { createTurns } from './turns.ts';

export interface ReadingDeps {
  readonly db: Database;
  readonly files: Pick<Disk, 'getBytes' | 'put' | 'copy' | 'delete' | 'deleteAll'>;
  readonly pages: Pick<PageReader, 'read' | 'search'>;
  /** Whether this reader is being stopped: it begins no further page. */
  readonly isStopping: () => boolean;
}

const BEAT_MS = 3000;
/** Open pages are told of progress so often. */
const TOLD_EVERY_MS = 1000;

/** The activity behind the reading of files. */
export function readingActivities(deps: ReadingDeps): ReadingActivities {
  const turns = createTurns();
  return {
    async readPages({ attachmentId, asker }) {
      if (turns.passOver(asker)) return 'further';
      const from = Date.now();
      const stretch = await takeTurn(deps, attachmentId);
      turns.charge(asker, stretch === 'broken', Date.now() - from);
      return stretch;
    },
  };
}

/** Reads a file, or before it one of the same asker that is part of an open task. */
async function takeTurn(deps: ReadingDeps, attachmentId: string): Promise<Stretch> {
  const own = (await listFileReadings(deps.db, [attachmentId])).get(attachmentId);
  if (!own || isFinished(own)) return 'finished'; // removed, or read already
  const awaited = await findAwaitedFile(deps.db, own.asker);
  if (awaited && awaited.id !== own.id)
    try {
      return (await readFile(deps, awaited)) === 'broken' ? 'broken' : 'further';
    } catch (error) {
      log.warn('a file of an open task was not read', { attachment: awaited.id, error: errorLine(errorFacts(error)) });
    }
  return readFile(deps, own);
}

/** Reads a file as far as an equal one of the same asker has not been read. */
async function readFile(deps: ReadingDeps, { id, key, asker }: AwaitedFile): Promise<Stretch> {
  const reading = await takeEqual(deps, { id, key, asker });
  if (reading) return finish(deps, { id, key }, reading);
  const kept = await listKeptPages(deps.db, id);
  return readFurther(deps, { id, key, content: await deps.files.getBytes(key), kept });
}

interface StoredFile {
  readonly id: string;
  /** Where its bytes lie. */
  readonly key: string;
}

interface OpenFile extends StoredFile {
  readonly content: Uint8Array;
  /** What this stretch and those before have read of it. */
  readonly kept: readonly KeptPage[];
}

/** Reads pages until the stretch is over, and searches them once the last is read. */
async function readFurther(deps: ReadingDeps, { kept: before, ...file }: OpenFile): Promise<Stretch> {
  const until = Date.now() + STRETCH_MS;
  const read = new Map(before.map((page) => [page.number, page]));
  for (let [begun, toldAt] = [false, 0]; ; begun = true) {
    if (deps.isStopping() || (begun && Date.now() > until)) return 'further';
    const kept = [...read.values()];
    const number = nextPage(kept);
    if (number === undefined) return search(deps, { ...file, kept }, pagesInAllOf(kept) ?? kept.length);
    const page = await readPage(deps, { ...file, kept }, number);
    if (typeof page === 'string') return page;
    read.set(number, page);
    if (page.page.breaks !== undefined) return 'broken';
    if (Date.now() - toldAt < TOLD_EVERY_MS) continue;
    await announceReading(deps.db, file.id);
    toldAt = Date.now();
  }
}

/** Reads one page and keeps it. @returns how the stretch ends when it ends with it */
async function readPage(deps: ReadingDeps, file: OpenFile, number: number): Promise<KeptPage | Stretch> {
  const answer = await beating(`page ${number}`, (signal) =>
    deps.pages.read({ content: file.content, number }, signal),
  );
  if (answer === 'cancelled') return 'further'; // this reader is being stopped: another reads the page
  if (answer === 'broken') return keep(deps, file, brokenPage(file.kept, number));
  if ('unreadable' in answer) return finish(deps, file, answer);
  const { page, picture, pagesInAll } = answer;
  if (!page) return search(deps, file, pagesInAll);
  if (picture) await keepPicture(deps, pictureKey(file.key, number), picture);
  return keep(deps, file, { number, page, pagesInAll });
}

async function keep(deps: ReadingDeps, file: OpenFile, page: KeptPage): Promise<KeptPage | 'finished'> {
  const state = await keepPage(deps.db, { attachmentId: file.id, ...page });
  if (state === 'kept') return page;
  await tidy(deps, file, state, [page.number]);
  return 'finished';
}

/** Keeps the picture of a page for people to look at. One that cannot be kept is done without: the page itself is there. */
const keepPicture = ({ files }: ReadingDeps, key: string, picture: Uint8Array): Promise<void> =>
  files.put(key, picture).catch(() => undefined);

/** Finds what the pages of a file say; one whose search fails twice is too heavy: the first time may be the machine's fault. */
async function search(deps: ReadingDeps, file: OpenFile, pagesInAll: number): Promise<Stretch> {
  const pages = pagesOf(file.kept, pagesInAll);
  const ask = () => beating('search', (signal) => deps.pages.search({ pages, pagesInAll }, signal));
  const first = await ask();
  const answer = first === 'broken' ? await ask() : first;
  if (answer === 'cancelled') return 'further';
  const found = answer === 'broken' ? ({ unreadable: 'heavy' } as const) : answer;
  await deletePictures(deps, file.key, picturesUnused(pages, found));
  return finish(deps, file, found);
}

/** The pages in whose pictures nothing was found. */
function picturesUnused(pages: readonly PageRead[], found: Read): number[] {
  const used = new Set('reading' in found ? found.reading.pictures?.map(({ page }) => page) : []);
  return pages.flatMap(({ scan }, index) => (scan && !used.has(index + 1) ? [index + 1] : []));
}

/** All at once: they are no more than the pages that are read of a file. */
async function deletePictures({ files }: ReadingDeps, key: string, pages: readonly number[]): Promise<void> {
  await Promise.all(pages.map((page) => files.delete(pictureKey(key, page))));
}

/**
 * Waits for a job while telling Temporal which. One is left that takes longer than a stop of this reader waits, or whose attempt the
 * server has given up.
 */
async function beating<T>(what: string, job: (signal: AbortSignal) => Promise<T>): Promise<T | 'cancelled'> {
  const beat = (): void => heartbeat(what);
  beat();
  const beats = setInterval(beat, BEAT_MS);
  try {
    const { cancelled, cancellationSignal } = Context.current();
    const ended = job(cancellationSignal).catch((error: unknown) => {
      if (cancellationSignal.aborted) return 'cancelled' as const;
      throw error;
    });
    return await Promise.race([ended, cancelled.catch(() => 'cancelled' as const)]);
  } finally {
    clearInterval(beats);
  }
}

async function finish(deps: ReadingDeps, file: StoredFile, read: Read): Promise<'finished'> {
  const state = await keepReading(deps.db, file.id, read);
  if (state === 'kept') await announceReading(deps.db, file.id);
  else await tidy(deps, file, state, []);
  return 'finished';
}

/** Deletes pictures of a file that was removed, or read by another, while these pages of it were read. */
async function tidy(
  deps: ReadingDeps,
  { id, key }: StoredFile,
  state: Exclude<Keeping, 'kept'>,
  pages: readonly number[],
): Promise<void> {
  if (state === 'gone') return deps.files.deleteAll(picturesFolder(key));
  const used = (await listFileReadings(deps.db, [id])).get(id)?.reading?.pictures ?? [];
  await deletePictures(
    deps,
    key,
    pages.filter((page) => !used.some((picture) => picture.page === page)),
  );
}
