import type { Response } from 'express';
import type { Session } from 'better-sse';
import type { Account, LiveSession } from '../../db/reads/account.ts';

/** Whose stream it is, and by which session. */
export interface Reading {
  readonly account: Account;
  /** The session's, as the database has it. */
  readonly sessionId: string;
  readonly response: Response;
}

/** One open stream. */
export interface Reader<Change extends string = string> extends Reading {
  /** Tells the page; nothing before it listens. */
  tell: (changes: readonly Change[]) => void;
  /** Whether it is to end, or has. */
  isOver: boolean;
  /** Whether the head of its answer is out: ended before, the library that writes the head would take the process along. */
  isBegun: boolean;
}

/** A page is told the first change at once, what follows together after this. */
const TOGETHER_MS = 500;

/** The open streams of one process. */
export class Readers<Change extends string> {
  readonly #all = new Set<Reader<Change>>();

  /**
   * Takes a place for a stream before anything is waited for, so that streams opened at once are counted like those opened in turn.
   * The place is free again when the response is closed.
   *
   * @returns undefined when the account has `atMost` already
   */
  enter(reading: Reading, atMost: number): Reader<Change> | undefined {
    const own = [...this.#all].filter(({ account }) => account.id === reading.account.id);
    if (own.length >= atMost) return undefined;
    const reader: Reader<Change> = { ...reading, tell: () => undefined, isOver: false, isBegun: false };
    this.#all.add(reader);
    reading.response.once('close', () => this.#all.delete(reader));
    return reader;
  }

  list(): readonly Reader<Change>[] {
    return [...this.#all];
  }

  /** Ends the streams of a session that has ended, or of an account whose rights have changed: `session/<id>`, `account/<id>`. */
  end(key: string): void {
    for (const reader of this.#all)
      if (key === `session/${reader.sessionId}` || key === `account/${reader.account.id}`) endReader(reader);
  }
}

type Ending = Pick<Reader, 'response' | 'isOver' | 'isBegun'>;

/** Ends a stream: at once when it has begun, else when it begins. */
export function endReader(reader: Ending): void {
  reader.isOver = true;
  if (reader.isBegun) reader.response.end();
}

/** Says that the head of a stream is out; one that is over ends. */
export function beginReader(reader: Ending): void {
  reader.isBegun = true;
  if (reader.isOver) reader.response.end();
}

/** Whether the session of a stream is among these, with the rights the stream was opened under. */
export const isAmong = (live: readonly LiveSession[], { account, sessionId }: Reading): boolean =>
  live.some(
    ({ id, declaredCreditCodes }) =>
      id === sessionId && declaredCreditCodes.join() === account.declaredCreditCodes.join(),
  );

/** Gathers what is said to a stream in quick succession, each thing once. */
export function together<Change extends string>(stream: Session): (changes: readonly Change[]) => void {
  const waiting = new Set<Change>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    if (waiting.size === 0 || !stream.isConnected) return;
    for (const change of waiting) stream.push('', change);
    waiting.clear();
    timer = setTimeout(flush, TOGETHER_MS);
  };
  stream.once('disconnected', () => clearTimeout(timer));
  return (changes) => {
    for (const change of changes) waiting.add(change);
    if (!timer) flush();
  };
}
