import type { Session } from 'better-sse';
import type { Logger } from 'pino';
import { listLiveSessions } from '../../db/reads/account.ts';
import { CHANGES } from '../../db/channels.ts';
import type { Database } from '../../db/client.ts';
import type { Listener } from '../../db/driver/listen.ts';
import { parseSubjectKey } from '../../domain/process/subject.ts';
import type { Subject, SubjectType } from '../../domain/process/subject.ts';
import { SUBJECTS } from '../actions/subjects.ts';
import { endReader, isAmong, Readers, together } from './readers.ts';
import type { Reader, Reading } from './readers.ts';

/**
 * What a page may be told: that something it shows is no longer as it was. Never what: the page asks again, and is answered
 * by the same rights as ever.
 */
export type Change =
  | 'anything-changed'
  | 'orders-changed'
  | 'tasks-changed'
  | 'notifications-changed'
  | `${SubjectType}-changed-${string}`;

/** Everything that any page shows and that may have changed while nobody listened. */
export const ANYTHING: readonly Change[] = [
  'anything-changed',
  'orders-changed',
  'tasks-changed',
  'notifications-changed',
];

/** What a change of this subject may have changed on any page. */
const changesOf = ({ type, id }: Subject): readonly Change[] => [
  ...(type === 'order' ? (['orders-changed'] as const) : []),
  'tasks-changed',
  'notifications-changed',
  `${type}-changed-${id}`,
];

/** The open pages of one process, which are told once somebody listens with it. */
export interface Live extends Listener {
  /** Takes a place for a stream; undefined when the account has `atMost` already. */
  readonly enter: (reading: Reading, atMost: number) => Reader<Change> | undefined;
  /** Whether the session of a stream still lives, asked once its end would be heard of. */
  readonly isEntitled: (reader: Reader<Change>) => Promise<boolean>;
  /** Tells a page from now on, until it is closed. */
  readonly tellFromNow: (reader: Reader<Change>, stream: Session) => void;
  /** Tells a page that was drawn at this moment (ms since 1970) what has changed since, and it may not show. */
  readonly catchUp: (reader: Reader<Change>, drawnAt: number) => Promise<void>;
  /** Ends every open stream, so that the process can. */
  readonly close: () => void;
}

interface Deps {
  readonly db: Database;
  readonly log: Logger;
}

/** Changes remembered for pages that were drawn before them and listen only after. */
const RECENT_AT_MOST = 200;

/**
 * Hears of every committed change of a subject, and passes it on to the pages of those who may see it. Hears of the end of
 * sessions and of changed rights on the same channel, and ends the streams they had.
 *
 * @source D26
 */
export function liveChanges({ db, log }: Deps): Live {
  const readers = new Readers<Change>();

  let listeningSince = Infinity;
  const recent: { readonly key: string; readonly at: number }[] = [];
  const remember = (key: string): void => {
    recent.push({ key, at: Date.now() });
    while (recent.length > RECENT_AT_MOST) recent.shift();
  };

  const pass = async (key: string, to: readonly Reader<Change>[]): Promise<void> => {
    if (to.length === 0) return;
    const subject = parseSubjectKey(key);
    const record = subject && (await SUBJECTS[subject.type].find(db, subject.id));
    if (!record) return;
    for (const { account, tell } of to) if (record.isVisibleTo(account)) tell(changesOf(subject));
  };
  const heard = (key: string): void => {
    if (/^(session|account)\//.test(key)) return readers.end(key);
    remember(key);
    pass(key, readers.list()).catch((error: unknown) => log.warn({ err: error }, 'a change was not passed on'));
  };
  const endEnded = async (): Promise<void> => {
    const open = readers.list();
    const live = await listLive(db, open);
    for (const reader of open) if (!isAmong(live, reader)) endReader(reader);
  };

  return {
    channel: CHANGES,
    onNotification: heard,
    onListening() {
      listeningSince = Date.now();
      readers.list().forEach(({ tell }) => tell(ANYTHING)); // whatever was said meanwhile
      endEnded().catch((error: unknown) => log.warn({ err: error }, 'ended sessions were not looked for'));
    },
    enter: (reading, atMost) => readers.enter(reading, atMost),
    async isEntitled(reader) {
      return isAmong(await listLive(db, [reader]), reader);
    },
    tellFromNow(reader, stream) {
      reader.tell = together(stream);
    },
    async catchUp(reader, drawnAt) {
      const [oldest] = recent;
      const forgotten = recent.length === RECENT_AT_MOST && oldest !== undefined && oldest.at > drawnAt;
      if (forgotten || drawnAt < listeningSince) return reader.tell(ANYTHING);
      const missed = new Set(recent.filter(({ at }) => at >= drawnAt).map(({ key }) => key));
      for (const key of missed) await pass(key, [reader]);
    },
    close: () => readers.list().forEach(endReader),
  };
}

/** The sessions of these streams that have not ended. */
const listLive = (db: Database, of: readonly Reader<Change>[]) =>
  listLiveSessions(
    db,
    of.map(({ sessionId }) => sessionId),
  );
