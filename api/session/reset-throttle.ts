import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../../db/client.ts';
import { signInFailures } from '../../db/schema/portal.ts';
import { Refused } from '../actions/errors.ts';

/** Counts requests for a new password. */
export interface ResetThrottle {
  /**
   * Takes a point for a request, before anything is done for it.
   *
   * @returns false when enough was asked for this user name: the visitor is told nothing of it
   * @throws Refused `passwordReset.throttled` with Retry-After when too much comes from the address
   */
  readonly admit: (username: string, address: string) => Promise<boolean>;
}

/** A person mistypes and asks again; offices share an address. */
const ADDRESS = { points: 5, duration: 3_600 };
/** One request is enough; a reviewer's inbox does not fill with one name. */
const USER_NAME = { points: 3, duration: 86_400 };

/** The throttle of requests for a new password, counted in PostgreSQL so that all processes count the same. */
export function resetThrottle(db: Database): ResetThrottle {
  const limiter = (keyPrefix: string, limits: typeof ADDRESS) =>
    new RateLimiterDrizzle({
      storeClient: db,
      schema: signInFailures,
      keyPrefix,
      clearExpiredByTimeout: false, // tidy does
      ...limits,
    });
  const [byAddress, byName] = [limiter('reset-address', ADDRESS), limiter('reset-name', USER_NAME)];
  return {
    async admit(username, address) {
      const blocked = await findLimit(byAddress, address);
      if (blocked)
        throw new Refused('passwordReset.throttled', {
          'retry-after': String(Math.max(1, Math.ceil(blocked.msBeforeNext / 1000))),
        });
      return (await findLimit(byName, username.toLowerCase())) === undefined;
    },
  };
}

/** Takes a point; the state of the counter when there was none left. */
const findLimit = (limiter: RateLimiterDrizzle, key: string): Promise<RateLimiterRes | undefined> =>
  limiter.consume(key).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof RateLimiterRes) return error;
      throw error;
    },
  );
