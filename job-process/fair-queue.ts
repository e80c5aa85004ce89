interface Limits {
  readonly waitingAtMost: number;
  readonly waitingByAsker?: number;
}

/** What waits, by whom: askers are served in turn, so that many jobs of one delay nobody else's by more than one. */
interface FairQueue<T> {
  /** @returns false when there is no room for it */
  readonly add: (item: T) => boolean;
  /** Takes the next item out. */
  readonly next: () => T | undefined;
  /** From now on this asker is served only while nobody else waits. */
  readonly putBehind: (asker: string) => void;
  readonly waiting: () => number;
  /** Takes all items out. */
  readonly clear: () => T[];
}

/** Askers remembered as slow; the oldest is forgotten first. */
const SLOW_AT_MOST = 1000;

/** A queue in memory. */
export function createFairQueue<T extends { readonly asker: string }>(limits: Limits): FairQueue<T> {
  const { waitingAtMost, waitingByAsker = waitingAtMost } = limits;
  const lines = new Map<string, T[]>(); // in the order of their turns
  const slow = new Set<string>();
  const waiting = (): number => [...lines.values()].reduce((sum, line) => sum + line.length, 0);
  return {
    waiting,
    add: (item) => {
      const line = lines.get(item.asker) ?? [];
      if (line.length >= waitingByAsker || waiting() >= waitingAtMost) return false;
      lines.set(item.asker, [...line, item]);
      return true;
    },
    next: () => {
      const asker = [...lines.keys()].find((one) => !slow.has(one)) ?? lines.keys().next().value;
      if (asker === undefined) return undefined;
      const [item, ...rest] = lines.get(asker) ?? [];
      lines.delete(asker);
      if (rest.length > 0) lines.set(asker, rest); // at the end of the turns
      return item;
    },
    putBehind: (asker) => {
      slow.delete(asker);
      slow.add(asker);
      const [oldest] = slow;
      if (slow.size > SLOW_AT_MOST && oldest !== undefined) slow.delete(oldest);
    },
    clear: () => {
      const all = [...lines.values()].flat();
      lines.clear();
      return all;
    },
  };
}
