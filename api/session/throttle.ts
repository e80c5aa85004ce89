import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../db/client.ts';
import { Refused } from '../actions/errors.ts';
import { createCounter, giveBackEach, retryAfter, takeEach } from './counter.ts';
import type { Counter, Point } from './counter.ts';
import { createGate } from './gate.ts';
import { networkOf, wideNetworkOf } from './network.ts';

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
/** The same of the /48 of an IPv6 address, in which one customer has 65,536 networks and may be a whole office. */
const ACCOUNT_AND_WIDE_NETWORK = { points: 50, duration: QUARTER_HOUR };
const WIDE_NETWORK = { points: 1000, duration: QUARTER_HOUR };
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
  const [pairs, widePairs, addresses, wideNetworks, accounts] = [
    createCounter(db, 'pair', ACCOUNT_AND_ADDRESS),
    createCounter(db, 'wide-pair', ACCOUNT_AND_WIDE_NETWORK),
    createCounter(db, 'address', ADDRESS),
    createCounter(db, 'wide', WIDE_NETWORK),
    createCounter(db, 'account', ACCOUNT),
  ];
  const gate = createGate(AT_ONCE, WAITING_AT_MOST, () => throttled(QUEUE_MS));
  const pointsOf = ({ username, address }: Attempt): Points => {
    const [name, network, wide] = [username.toLowerCase(), networkOf(address), wideNetworkOf(address)];
    const ofWide = (counter: Counter, key: string): Point[] => (wide === undefined ? [] : [{ counter, key }]);
    return {
      pair: { counter: pairs, key: `${name} ${network}` },
      others: [
        ...ofWide(widePairs, `${name} ${wide}`),
        { counter: addresses, key: network },
        ...ofWide(wideNetworks, `${wide}`),
      ],
      account: { counter: accounts, key: name },
    };
  };

  return {
    async judge(attempt, verify) {
      const points = pointsOf(attempt);
      const { pair, others, account } = points;
      await look(points);
      return gate(async () => {
        const waitMs = await takeEach([pair, ...others]);
        if (waitMs !== undefined) throw throttled(waitMs);
        await account.counter.take(account.key);
        const found = await verify().catch(async (error: unknown) => {
          await giveBackEach([pair, ...others, account]).catch(() => undefined); // what failed is told, not this
          throw error;
        });
        if (found !== undefined) await Promise.all([pair.counter.forget(pair.key), giveBackEach([...others, account])]);
        return found;
      });
    },
  };
}

/** What an attempt costs unless its password is right. */
interface Points {
  /** Of the account from this network: forgotten once the password is right. */
  readonly pair: Point;
  readonly others: readonly Point[];
  /** Soft. */
  readonly account: Point;
}

/** Whoever has no point left is told so without waiting for the gate. */
async function look({ pair, others, account }: Points): Promise<void> {
  const [byAccount, ...waits] = await Promise.all(
    [account, pair, ...others].map(({ counter, key }) => counter.findWait(key)),
  );
  const blocked = waits.find((waitMs) => waitMs !== undefined);
  if (blocked !== undefined) throw throttled(blocked);
  if (byAccount !== undefined) await pause(SOFT_PAUSE_MS);
}

const throttled = (ms: number): Refused => new Refused('session.throttled', retryAfter(ms));
