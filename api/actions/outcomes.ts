import type { Logger } from 'pino';
import type { RefusalCode } from '../../domain/refusals.ts';
import { isRefusalCode } from '../../domain/refusals.ts';
import { OUTCOMES } from '../../db/channels.ts';
import type { OutcomeNotice } from '../../db/channels.ts';
import type { Database } from '../../db/client.ts';
import type { Listener } from '../../db/driver/listen.ts';
import { listSettledCommands } from '../../db/reads/command.ts';
import type { Code } from './problems.ts';

/** What became of a command. */
export type Outcome = { readonly done: true } | { readonly done: false; readonly code: RefusalCode };

/** Hears of outcomes as they are committed, once somebody listens with it. */
export interface Outcomes extends Listener {
  /** Begins to wait for a command; to be called before it is sent. */
  readonly expect: (commandId: string) => Expectation;
}

export interface Expectation {
  /** The outcome, or undefined when there is none within `waitMs`. Looks in the table before it gives up, and first as well when `known` says that it may be there. */
  readonly within: (waitMs: number, known?: 'perhaps') => Promise<Outcome | undefined>;
  readonly forget: () => void;
}

interface Deps {
  readonly db: Database;
  readonly log: Logger;
}

/** Whenever it listens (again), everything waited for is looked up: what was said while nobody listened is in the table. */
export function hearOutcomes({ db, log }: Deps): Outcomes {
  const waiting = new Map<string, Set<(outcome: Outcome) => void>>(); // a double click waits twice for one command
  const tell = (commandId: string, code: string | null): void =>
    waiting.get(commandId)?.forEach((settle) => settle(outcomeOf(code)));

  const lookUp = async (): Promise<void> => {
    if (waiting.size === 0) return;
    for (const { id, code } of await listSettledCommands(db, [...waiting.keys()])) tell(id, code);
  };
  const heard = (payload: string): void => {
    const { command, code } = JSON.parse(payload) as OutcomeNotice;
    tell(command, code);
  };

  return {
    channel: OUTCOMES,
    onNotification: heard,
    onListening: () =>
      void lookUp().catch((error: unknown) => log.warn({ err: error }, 'outcomes said meanwhile were not looked up')), // whoever waits looks up once more
    expect(commandId) {
      let settle: (outcome: Outcome) => void = () => undefined;
      const outcome = new Promise<Outcome>((resolve) => (settle = resolve));
      const those = waiting.get(commandId) ?? new Set();
      waiting.set(commandId, those.add(settle));
      const forget = (): void => {
        those.delete(settle);
        if (those.size === 0 && waiting.get(commandId) === those) waiting.delete(commandId);
      };
      const within = async (waitMs: number, known?: 'perhaps'): Promise<Outcome | undefined> => {
        try {
          const before = known && (await settledNow(db, commandId));
          return before ?? (await timely(outcome, waitMs)) ?? (await settledNow(db, commandId));
        } finally {
          forget();
        }
      };
      return { within, forget };
    },
  };
}

/** The outcome a settled row tells: done without a code, else refused with it. */
export const outcomeOf = (code: string | null): Outcome =>
  code === null ? { done: true } : { done: false, code: isRefusalCode(code) ? code : 'order.wrong-state' };

/** Why a command was not done: refused, or withdrawn; undefined when it was, or still may be. */
export function undoneCode({
  state,
  code,
}: {
  readonly state: string;
  readonly code: string | null;
}): Code | undefined {
  if (state === 'withdrawn') return 'unavailable.temporal';
  return code !== null && isRefusalCode(code) ? code : undefined;
}

async function settledNow(db: Database, commandId: string): Promise<Outcome | undefined> {
  const [row] = await listSettledCommands(db, [commandId]);
  return row && outcomeOf(row.code);
}

function timely(outcome: Promise<Outcome>, waitMs: number): Promise<Outcome | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), waitMs)));
  return Promise.race([outcome, tooLate]).finally(() => clearTimeout(timer));
}
