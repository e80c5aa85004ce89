import type { Response } from 'express';
import type { Session } from 'better-sse';
import type { Logger } from 'pino';
import type { Account } from '../../db/reads/account.ts';
import { CHANGES } from '../../db/channels.ts';
import type { Database } from '../../db/client.ts';
import { listen } from '../../db/driver/listen.ts';
import type { Pool } from '../../db/driver/pool.ts';
import { parseSubjectKey } from '../../domain/process/subject.ts';
import type { Subject, SubjectType } from '../../domain/process/subject.ts';
import { SUBJECTS } from '../actions/subjects.ts';

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

interface Reader {
  readonly response: Response;
  readonly account: Account;
  readonly tell: (changes: readonly Change[]) => void;
}

/** The open pages of one process. */
export interface Live {
  /** Tells a page from now on, until it is closed. */
  readonly add: (stream: Session, response: Response, account: Account) => void;
  /** Tells a page that was drawn at this moment (ms since 1970) what has changed since, and it may not show. */
  readonly catchUp: (stream: Session, drawnAt: number) => Promise<void>;
  readonly count: (accountId: string) => number;
  /** Ends every open stream, so that the process can. */
  readonly close: () => Promise<void>;
}

interface Deps {
  readonly pool: Pool;
  readonly db: Database;
  readonly log: Logger;
}

/** Changes remembered for pages that were drawn before them and listen only after. */
const RECENT_AT_MOST = 200;
/** A page is told the first change at once, what follows together after this. */
const TOGETHER_MS = 500;

/** Hears of every committed change of a subject, and passes it on to the pages of those who may see it. @source D26 */
export function liveChanges({ pool, db, log }: Deps): Live {
  const readers = new Map<Session, Reader>();

  let listeningSince = Infinity;
  const recent: { readonly key: string; readonly at: number }[] = [];
  const remember = (key: string): void => {
    recent.push({ key, at: Date.now() });
    while (recent.length > RECENT_AT_MOST) recent.shift();
  };

  const pass = async (key: string, to: readonly Reader[]): Promise<void> => {
    if (to.length === 0) return;
    const subject = parseSubjectKey(key);
    const record = subject && (await SUBJECTS[subject.type].find(db, subject.id));
    if (!record) return;
    for (const { account, tell } of to) if (record.isVisibleTo(account)) tell(changesOf(subject));
  };
  const heard = (key: string): void => {
    remember(key);
    pass(key, [...readers.values()]).catch((error: unknown) => log.warn({ err: error }, 'a change was not passed on'));
  };
  const listening = listen(
    pool,
    CHANGES,
    heard,
    () => {
      listeningSince = Date.now();
      readers.forEach(({ tell }) => tell(ANYTHING)); // whatever was said meanwhile
    },
    (error) => log.warn({ err: error }, 'cannot listen for changes, trying on'),
  );

  return {
    add(session, response, account) {
      const { tell, stop } = together(session);
      readers.set(session, { account, response, tell });
      session.once('disconnected', () => {
        stop();
        readers.delete(session);
      });
    },
    async catchUp(session, drawnAt) {
      const reader = readers.get(session);
      if (!reader) return;
      const [oldest] = recent;
      const forgotten = recent.length === RECENT_AT_MOST && oldest !== undefined && oldest.at > drawnAt;
      if (forgotten || drawnAt < listeningSince) return reader.tell(ANYTHING);
      const missed = new Set(recent.filter(({ at }) => at >= drawnAt).map(({ key }) => key));
      for (const key of missed) await pass(key, [reader]);
    },
    count: (accountId) => [...readers.values()].filter(({ account }) => account.id === accountId).length,
    async close() {
      await listening.close();
      for (const { response } of readers.values()) response.end();
    },
  };
}

/** Gathers what is said in quick succession, each thing once. */
function together(session: Session): { tell: Reader['tell']; stop: () => void } {
  const waiting = new Set<Change>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    if (waiting.size === 0 || !session.isConnected) return;
    for (const change of waiting) session.push('', change);
    waiting.clear();
    timer = setTimeout(flush, TOGETHER_MS);
  };
  return {
    tell(changes) {
      for (const change of changes) waiting.add(change);
      if (!timer) flush();
    },
    stop: () => clearTimeout(timer),
  };
}
