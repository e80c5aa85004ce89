import { setTimeout as pause } from 'node:timers/promises';
import { RateLimiterDrizzle } from 'rate-limiter-flexible';
import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../../db/client.ts';
import { signInFailures } from '../../db/schema/portal.ts';
import { Refused } from '../actions/errors.ts';

/** Counts failed sign-ins, and those alone. */
export interface Throttle {
  /**
   * Lets an attempt pass, late when the account has seen many failures.
   *
   * @throws Refused `session.throttled` with Retry-After
   */
  readonly admit: (username: string, address: string) => Promise<void>;
  readonly failed: (username: string, address: string) => Promise<void>;
  readonly succeeded: (username: string, address: string) => Promise<void>;
}

const QUARTER_HOUR = 900;
/** A person mistypes; a list of stolen passwords does not fit through this. */
const ACCOUNT_AND_ADDRESS = { points: 10, duration: QUARTER_HOUR };
/** Many people may share an address. */
const ADDRESS = { points: 200, duration: QUARTER_HOUR };
/** Soft: nobody can lock another person out by guessing from elsewhere. */
const ACCOUNT = { points: 30, duration: QUARTER_HOUR };
const SOFT_PAUSE_MS = 1_500;

/** The throttle of the sign-in, counted in PostgreSQL so that all processes count the same. */
export function signInThrottle(db: Database): Throttle {
  const limiter = (keyPrefix: string, limits: typeof ADDRESS) =>
    new RateLimiterDrizzle({
      storeClient: db,
      schema: signInFailures,
      keyPrefix,
      clearExpiredByTimeout: false, // tidy does
      ...limits,
    });
  const [pair, address, account] = [
    limiter('pair', ACCOUNT_AND_ADDRESS),
    limiter('address', ADDRESS),
    limiter('account', ACCOUNT),
  ];
  const keysOf = (username: string, from: string) => ({
    pair: `${username.toLowerCase()} ${from}`,
    address: from,
    account: username.toLowerCase(),
  });

  return {
    async admit(username, from) {
      const keys = keysOf(username, from);
      const [byPair, byAddress, byAccount] = await Promise.all([
        pair.get(keys.pair),
        address.get(keys.address),
        account.get(keys.account),
      ]);
      const blocked = [over(byPair, ACCOUNT_AND_ADDRESS), over(byAddress, ADDRESS)].find((result) => result !== null);
      if (blocked)
        throw new Refused('session.throttled', {
          'retry-after': String(Math.max(1, Math.ceil(blocked.msBeforeNext / 1000))),
        });
      if (over(byAccount, ACCOUNT)) await pause(SOFT_PAUSE_MS);
    },
    async failed(username, from) {
      const keys = keysOf(username, from);
      await Promise.all([pair.penalty(keys.pair), address.penalty(keys.address), account.penalty(keys.account)]);
    },
    async succeeded(username, from) {
      await pair.delete(keysOf(username, from).pair);
    },
  };
}

const over = (result: RateLimiterRes | null, { points }: typeof ADDRESS): RateLimiterRes | null =>
  result !== null && result.consumedPoints >= points ? result : null;
