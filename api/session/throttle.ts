import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../db/client.ts';
import { Refused } from '../actions/errors.ts';
import { createCounter, retryAfter } from './counter.ts';
import { createGate } from './gate.ts';
import { networkOf } from './network.ts';

/** Who tries a password, and from where. */
export interface Attempt {
  readonly username: string;
  readonly address: string;
}

/** Counts failed sign-ins, and those alone. */
export interface Throttle {
  /**
   * Has a password verified. The attempt takes its point before, and has it back when the password is right or could not be
   * verified: attempts made at once are not judged beyond the limit. Late when the account has seen many failures.
   *
   * @returns what `verify` found, undefined when the password is wrong
   * @throws Refused `session.throttled` with Retry-After
   */
  readonly judge: <T>(attempt: Attempt, verify: () => Promise<T | undefined>) => Promise<T | undefined>;
}

const QUARTER_HOUR = 900;
/** A person mistypes; a list of stolen passwords does not fit through this. */
const ACCOUNT_AND_ADDRESS = { points: 10, duration: QUARTER_HOUR };
/** Many people may share an address. */
const ADDRESS = { points: 200, duration: QUARTER_HOUR };
/** Soft: nobody can lock another person out by guessing from elsewhere. */
const ACCOUNT = { points: 30, duration: QUARTER_HOUR };
const SOFT_PAUSE_MS = 1_500;

/** A verification takes a core for some 30 ms: half of them stay free for those who are signed in. Fewer than an account's points. */
const AT_ONCE = Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)));
const WAITING_AT_MOST = 200;
/** In how long those who wait are done. */
const QUEUE_MS = 10_000;

/** The throttle of the sign-in, counted in PostgreSQL so that all processes count the same. */
export function signInThrottle(db: Database): Throttle {
  const [pairs, addresses, accounts] = [
    createCounter(db, 'pair', ACCOUNT_AND_ADDRESS),
    createCounter(db, 'address', ADDRESS),
    createCounter(db, 'account', ACCOUNT),
  ];
  const gate = createGate(AT_ONCE, WAITING_AT_MOST, () => throttled(QUEUE_MS));

  /** Whoever has no point left is told so without waiting for the gate. */
  const look = async ({ pair, address, account }: Keys): Promise<void> => {
    const [byPair, byAddress, byAccount] = await Promise.all([
      pairs.findWait(pair),
      addresses.findWait(address),
      accounts.findWait(account),
    ]);
    const blocked = byPair ?? byAddress;
    if (blocked !== undefined) throw throttled(blocked);
    if (byAccount !== undefined) await pause(SOFT_PAUSE_MS);
  };
  /** An attempt that is not judged costs its address nothing. */
  const take = async ({ pair, address, account }: Keys): Promise<void> => {
    const blocked = (await pairs.take(pair)) ?? (await addresses.take(address));
    if (blocked !== undefined) throw throttled(blocked);
    await accounts.take(account);
  };
  const giveBack = ({ address, account }: Keys): Promise<unknown> =>
    Promise.all([addresses.giveBack(address), accounts.giveBack(account)]);

  return {
    async judge(attempt, verify) {
      const keys = keysOf(attempt);
      await look(keys);
      return gate(async () => {
        await take(keys);
        const found = await verify().catch(async (error: unknown) => {
          await Promise.all([pairs.giveBack(keys.pair), giveBack(keys)]).catch(() => undefined); // what failed is told, not this
          throw error;
        });
        if (found !== undefined) await Promise.all([pairs.forget(keys.pair), giveBack(keys)]);
        return found;
      });
    },
  };
}

interface Keys {
  readonly pair: string;
  readonly address: string;
  readonly account: string;
}

function keysOf({ username, address: from }: Attempt): Keys {
  const [account, address] = [username.toLowerCase(), networkOf(from)];
  return { pair: `${account} ${address}`, address, account };
}

const throttled = (ms: number): Refused => new Refused('session.throttled', retryAfter(ms));
