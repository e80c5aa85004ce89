import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../../db/client.ts';
import { signInFailures } from '../../db/schema/portal.ts';

/** How many points there are, and how long they last from the first one on, in seconds. */
export interface Limit {
  readonly points: number;
  readonly duration: number;
}

/** Counts points of keys in PostgreSQL, so that all processes count the same. */
export interface Counter {
  /** Takes a point; the milliseconds until there is one again when there was none left. Takes and compares in one statement. */
  readonly take: (key: string) => Promise<number | undefined>;
  /** Milliseconds until there is a point again; undefined when there is one now. */
  readonly findWait: (key: string) => Promise<number | undefined>;
  /** Returns a point that was taken. */
  readonly giveBack: (key: string) => Promise<unknown>;
  /** Forgets what was taken. */
  readonly forget: (key: string) => Promise<unknown>;
}

/** A counter whose keys begin with `keyPrefix`. */
export function createCounter(db: Database, keyPrefix: string, limit: Limit): Counter {
  const limiter = new RateLimiterDrizzle({
    storeClient: db,
    schema: signInFailures,
    keyPrefix,
    clearExpiredByTimeout: false, // tidy does
    ...limit,
  });
  return {
    take: (key) =>
      limiter.consume(key).then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof RateLimiterRes) return error.msBeforeNext;
          throw error;
        },
      ),
    findWait: async (key) => {
      const result = await limiter.get(key);
      return result !== null && result.consumedPoints >= limit.points ? result.msBeforeNext : undefined;
    },
    giveBack: (key) => limiter.reward(key),
    forget: (key) => limiter.delete(key),
  };
}

/** A key that a counter counts. */
export interface Point {
  readonly counter: Counter;
  readonly key: string;
}

/**
 * Takes a point of each key, or none at all: what one limit refuses costs nothing of the others.
 *
 * @returns the milliseconds until there is a point again of the first key that has none; undefined when all were taken
 */
export async function takeEach(points: readonly Point[]): Promise<number | undefined> {
  for (const [at, { counter, key }] of points.entries()) {
    const waitMs = await counter.take(key);
    if (waitMs === undefined) continue;
    await giveBackEach(points.slice(0, at));
    return waitMs;
  }
  return undefined;
}

/** Returns a point of each key. */
export const giveBackEach = (points: readonly Point[]): Promise<unknown> =>
  Promise.all(points.map(({ counter, key }) => counter.giveBack(key)));

/** The header that says how long to wait. */
export const retryAfter = (ms: number): { readonly 'retry-after': string } => ({
  'retry-after': String(Math.max(1, Math.ceil(ms / 1000))),
});
