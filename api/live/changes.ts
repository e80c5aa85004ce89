import type { Response } from 'express';
import type { Session } from 'better-sse';
import type { Logger } from 'pino';
import type { Account } from '../../db/reads/account.ts';
import { CHANGES } from '../../db/channels.ts';
import type { Database } from '../../db/client.ts';
import { listen } from '../../db/listen.ts';
import type { Pool } from '../../db/pool.ts';
import { orderFile } from '../../db/reads/order.ts';
import { maySee } from '../../domain/order/may.ts';

/**
 * What a page may be told: that something it shows is no longer as it was. Never what: the page asks again, and is answered
 * by the same rights as ever.
 */
export type Change = 'orders-changed' | 'tasks-changed' | 'notifications-changed' | `order-changed-${string}`;

/** Everything that any page shows and that may have changed while nobody listened. */
export const ANYTHING: readonly Change[] = ['orders-changed', 'tasks-changed', 'notifications-changed'];

interface Reader {
  readonly response: Response;
  readonly account: Account;
  readonly tell: (changes: readonly Change[]) => void;
}

/** The open pages of one process. */
export interface Live {
  /** Tells a page from now on, until it is closed. */
  readonly add: (stream: Session, response: Response, account: Account) => void;
  readonly count: (accountId: string) => number;
  /** Ends every open stream, so that the process can. */
  readonly close: () => Promise<void>;
}

interface Deps {
  readonly pool: Pool;
  readonly db: Database;
  readonly log: Logger;
}

/** A page is told the first change at once, what follows together after this. */
const TOGETHER_MS = 500;

/** Hears of every committed change of an order, and passes it on to the pages of those who may see the order. @source D26 */
export function liveChanges({ pool, db, log }: Deps): Live {
  const readers = new Map<Session, Reader>();

  const pass = async (orderId: string): Promise<void> => {
    if (readers.size === 0) return;
    const file = await orderFile(db, orderId);
    if (!file) return;
    for (const { account, tell } of readers.values())
      if (maySee(file.order, account)) tell([...ANYTHING, `order-changed-${orderId}`]);
  };
  const listening = listen(
    pool,
    CHANGES,
    (orderId) => void pass(orderId).catch((error: unknown) => log.warn({ err: error }, 'a change was not passed on')),
    () => readers.forEach(({ tell }) => tell(ANYTHING)), // whatever was said meanwhile
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
