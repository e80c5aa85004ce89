import type { Database } from '../../db/client.ts';
import { Refused } from '../actions/errors.ts';
import { createCounter, giveBackEach, retryAfter, takeEach } from './counter.ts';
import type { Point } from './counter.ts';
import { networkOf, wideNetworkOf } from './network.ts';

/** Counts requests for a new password. */
export interface ResetThrottle {
  /**
   * Takes the points of a request, has it made, and gives the points back when it could not be made.
   *
   * @returns undefined, without making it, when enough was asked for this user name: the visitor is told nothing of it
   * @throws Refused `passwordReset.throttled` with Retry-After when too much comes from the address, or from everywhere
   */
  readonly admit: (username: string, address: string, make: () => Promise<void>) => Promise<void>;
}

const HOUR = 3_600;
const DAY = 86_400;
/** A person mistypes and asks again; offices share an address. */
const ADDRESS = { points: 5, duration: HOUR };
/** Of the /48 of an IPv6 address: one customer's, who has as many networks as they like. */
const WIDE_NETWORK = { points: 20, duration: HOUR };
/** All addresses together: more than the scheme's companies ever ask for, and what reviewers can still look through. */
const EVERYWHERE = { points: 100, duration: HOUR };
/** One request is enough; a stranger uses up those of another network, not those of the person. */
const NAME_AND_ADDRESS = { points: 3, duration: DAY };
/** A reviewer's inbox does not fill with one name. */
const NAME = { points: 10, duration: DAY };

/** The throttle of requests for a new password, counted in PostgreSQL so that all processes count the same (ADR 0031). */
export function resetThrottle(db: Database): ResetThrottle {
  const [addresses, wideNetworks, everywhere, pairs, names] = [
    createCounter(db, 'reset-address', ADDRESS),
    createCounter(db, 'reset-wide', WIDE_NETWORK),
    createCounter(db, 'reset-all', EVERYWHERE),
    createCounter(db, 'reset-pair', NAME_AND_ADDRESS),
    createCounter(db, 'reset-name', NAME),
  ];
  return {
    async admit(username, from, make) {
      const [address, wide, name] = [networkOf(from), wideNetworkOf(from), username.toLowerCase()];
      const told: Point[] = [
        { counter: addresses, key: address },
        ...(wide === undefined ? [] : [{ counter: wideNetworks, key: wide }]),
        { counter: everywhere, key: 'all' },
      ];
      const silent: Point[] = [
        { counter: pairs, key: `${name} ${address}` },
        { counter: names, key: name },
      ];
      const waitMs = await takeEach(told);
      if (waitMs !== undefined) throw new Refused('passwordReset.throttled', retryAfter(waitMs));
      if ((await takeEach(silent)) !== undefined) return; // it costs its network all the same: who is told nothing may ask no more often
      await make().catch(async (error: unknown) => {
        await giveBackEach([...told, ...silent]).catch(() => undefined); // what failed is told, not this
        throw error;
      });
    },
  };
}
