import type { Supervised } from './supervise.ts';

/**
 * Waits for all, also when one fails: what is on its way up is known then, and can be taken down.
 *
 * @throws what the first in the list threw, of those that did
 */
export async function allOf<T extends readonly unknown[]>(parts: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(parts);
  return (await Promise.all(parts)) as unknown as T;
}

/** Parts that start in any order, and are stopped one after the other in this one. */
export function superviseTogether<P extends string>(
  stopOrder: readonly P[],
  supervise: (part: P) => Promise<Supervised>,
): Supervised & { readonly start: (part: P) => Promise<void> } {
  const up = new Map<P, Supervised>();
  return {
    start: async (part) => void up.set(part, await supervise(part)),
    stopRestarting: () => up.forEach((part) => part.stopRestarting()),
    stop: async () => {
      const failures: unknown[] = [];
      for (const part of stopOrder)
        await up
          .get(part)
          ?.stop()
          .catch((error: unknown) => failures.push(error)); // the others are stopped all the same
      if (failures.length > 0) throw failures[0];
    },
  };
}
