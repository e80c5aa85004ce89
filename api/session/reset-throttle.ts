import type { Database } from '../../db/client.ts';
import { Refused } from '../actions/errors.ts';
import { createCounter, retryAfter } from './counter.ts';
import { networkOf } from './network.ts';

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
/** All addresses together: more than the scheme's companies ever ask for, and what reviewers can still look through. */
const EVERYWHERE = { points: 100, duration: HOUR };
/** One request is enough; a stranger uses up those of another network, not those of the person. */
const NAME_AND_ADDRESS = { points: 3, duration: DAY };
/** A reviewer's inbox does not fill with one name. */
const NAME = { points: 10, duration: DAY };

/** The throttle of requests for a new password, counted in PostgreSQL so that all processes count the same (ADR 0031). */
export function resetThrottle(db: Database): ResetThrottle {
  const [addresses, everywhere, pairs, names] = [
    createCounter(db, 'reset-address', ADDRESS),
    createCounter(db, 'reset-all', EVERYWHERE),
    createCounter(db, 'reset-pair', NAME_AND_ADDRESS),
    createCounter(db, 'reset-name', NAME),
  ];
  return {
    async admit(username, from, make) {
      const [address, name] = [networkOf(from), username.toLowerCase()];
      const points = [
        { counter: addresses, key: address, told: true },
        { counter: everywhere, key: 'all', told: true },
        { counter: pairs, key: `${name} ${address}`, told: false },
        { counter: names, key: name, told: false },
      ];
      for (const { counter, key, told } of points) {
        const waitMs = await counter.take(key);
        if (waitMs !== undefined && told) throw new Refused('passwordReset.throttled', retryAfter(waitMs));
        if (waitMs !== undefined) return;
      }
      await make().catch(async (error: unknown) => {
        await Promise.all(points.map(({ counter, key }) => counter.giveBack(key))).catch(() => undefined); // what failed is told, not this
        throw error;
      });
    },
  };
}
