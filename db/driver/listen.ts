// Ours, because pg has no LISTEN that connects again, and no connection that is tested while it is silent (ADR 0012).

import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Connection } from './connection.ts';
import type { Pool } from './pool.ts';

/** The pause before another try grows by this with each failure, up to the second. */
const BACKOFF_MS = 100;
const LONGEST_PAUSE_MS = 1_000;
/** A network may lose a connection without a word: LISTEN is sent again this often, which changes nothing but needs an answer. */
const STILL_THERE_MS = 30_000;
const ANSWER_MS = 5_000;

export interface Listening {
  /** Until it listens for the first time. */
  readonly ready: Promise<void>;
  readonly close: () => Promise<void>;
}

/** Who hears what is said on a channel. */
export interface Listener {
  readonly channel: string;
  readonly onNotification: (payload: string) => void;
  /** Called each time the connection is there (again), to read what was missed. */
  readonly onListening?: () => void;
}

/**
 * Listens on one connection of its own, for ever: a lost one is replaced within about a second of the server's return. What is said
 * meanwhile is lost. A commit that says something on several channels wakes the connection once.
 * `onFailure` is called once for each outage. Ends with the pool.
 */
export function listen(
  pool: Pool,
  listeners: readonly Listener[],
  onFailure: (error: unknown) => void = () => undefined,
): Listening {
  const closed = new AbortController();
  let connection: Connection | undefined;
  let ready = (): void => undefined;
  const isReady = new Promise<void>((resolve) => (ready = resolve));

  const listenOnce = async (): Promise<void> => {
    connection = new Connection({ ...pool.config, query_timeout: ANSWER_MS });
    const current = connection;
    const lost = new Promise<Error>((resolve) => (current.onLost = resolve));
    current.on('notification', ({ channel, payload }) => {
      for (const listener of listeners) if (listener.channel === channel) listener.onNotification(payload ?? '');
    });
    const begin = async (): Promise<void> => {
      for (const { channel } of listeners) await current.ask(`listen ${pg.escapeIdentifier(channel)}`);
    };
    const timer = setInterval(() => void begin().catch(() => current.destroy()), STILL_THERE_MS);
    try {
      await current.connect();
      await begin();
      failures = 0;
      ready();
      for (const { onListening } of listeners) onListening?.();
      throw await lost;
    } finally {
      clearInterval(timer);
      current.destroy();
    }
  };

  let failures = 0;
  const listenForEver = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      try {
        await listenOnce();
      } catch (error) {
        if (closed.signal.aborted) return;
        failures += 1;
        if (failures === 1) onFailure(error);
      }
      const pauseMs = Math.min(failures * BACKOFF_MS, LONGEST_PAUSE_MS);
      await pause(pauseMs, undefined, { signal: closed.signal }).catch(() => undefined);
    }
  };
  const running = listenForEver();

  const close = async (): Promise<void> => {
    dependent.remove();
    closed.abort();
    connection?.destroy();
    await running;
  };
  const dependent = pool.addDependent(close);
  return { ready: isReady, close };
}
