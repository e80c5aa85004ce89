import { STRETCH_MS, TURNS_A_BREAK } from './bounds.ts';

/** Whose turns are passed over, since their files have taken more than a turn gives. Others are not to wait for it. */
interface Turns {
  /** Whether a turn of this asker is one that they owe; it is paid by asking. */
  readonly passOver: (asker: string) => boolean;
  /** Notes what a turn has cost: a page that broke its program, or more time than a stretch. */
  readonly charge: (asker: string, broke: boolean, ms: number) => void;
}

/** What is owed in this reader's memory. Turns that nobody else wants cost nothing to forgo. */
export function createTurns(): Turns {
  const owed = new Map<string, number>();
  return {
    passOver: (asker) => {
      const turns = owed.get(asker) ?? 0;
      if (turns > 1) owed.set(asker, turns - 1);
      else owed.delete(asker);
      return turns > 0;
    },
    charge: (asker, broke, ms) => {
      const beyond = Math.floor((ms - STRETCH_MS) / STRETCH_MS); // the page that a stretch ends with is its own
      const turns = broke ? TURNS_A_BREAK : beyond;
      if (turns > 0) owed.set(asker, turns);
    },
  };
}
