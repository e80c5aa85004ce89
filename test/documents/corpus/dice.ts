/** Chances that fall the same way for the same seed. */
export interface Dice {
  /** From `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly shuffle: <T>(from: readonly T[]) => T[];
  readonly chance: (share: number) => boolean;
}

/** Dice of this seed: the mulberry32 generator. */
export function diceOf(seed: number): Dice {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    whole,
    pick: (from) => from[whole(0, from.length - 1)] as (typeof from)[number],
    shuffle: (from) =>
      from
        .map((item) => ({ item, at: next() }))
        .toSorted((first, second) => first.at - second.at)
        .map(({ item }) => item),
    chance: (share) => next() < share,
  };
}
