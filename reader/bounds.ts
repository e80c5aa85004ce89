import { START_MS } from '../job-process/queue.ts';
import { ATTEMPT_MS } from '../workflows/messages/reading.ts';

/** What reading may take. Times are in milliseconds, by the clock unless they say otherwise. */

/** After so long the files of others have their turn: no page is begun any more, and no search. */
export const STRETCH_MS = 10_000;

/** Fetching a file, keeping a page and its picture. */
const KEEPING_MS = 20_000;

/** What a job may take on a machine that has others to serve first: it ends, even when begun last, within its attempt. */
export const JOB_MS = ATTEMPT_MS - STRETCH_MS - START_MS - KEEPING_MS;

/** What a job may take of a processor; a scanned page takes 4 to 10 s. */
export const JOB_CPU_MS = 30_000;

/** So many turns an asker forgoes after a page of theirs that broke its program: it costs as much as that many of others. */
export const TURNS_A_BREAK = 10;

/** A page that breaks its program is tried once more: the first time may be the machine's fault. */
export const BREAKS_A_PAGE = 2;

/** After so many breaks the rest of a file is not tried. */
export const BREAKS_A_FILE = 6;

/** The same while no page of it has been read: opening it may be what breaks. */
export const BREAKS_UNOPENED = 3;
