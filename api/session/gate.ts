/** Runs works so many at once; the others wait their turn. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * A gate that lets `atOnce` works run together.
 *
 * @param waitingAtMost works that may wait; for one more `refuse` makes the error
 */
export function createGate(atOnce: number, waitingAtMost: number, refuse: () => Error): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < atOnce) running += 1;
    else if (waiting.length >= waitingAtMost) throw refuse();
    else await new Promise<void>((resolve) => waiting.push(resolve)); // woken, it has the place of the work that ended
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
