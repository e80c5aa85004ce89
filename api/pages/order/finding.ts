import type { Day } from '../../../domain/day.ts';
import type { Fen } from '../../../domain/fen.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Compared } from '../../../domain/reading/comparison.ts';

/** What was found in a paper for one entry: what it says there, on which page, and whether it agrees. */
export interface Finding {
  readonly text: string;
  readonly page: number;
  readonly agrees: boolean;
  /** Whether the text calls several values so; it is then neither a match nor a difference. */
  readonly several?: boolean;
  /** Whether it was read in a picture, and not surely enough to say either. */
  readonly unsure?: boolean;
  /** Whether the text's figures and words of one amount disagree. */
  readonly disputed?: boolean;
  /** By how much an amount differs. */
  readonly byFen?: Fen;
}

/** What stands beside an entered value; undefined where nothing was found. */
export function findingOf({ entered, outcome, places }: Compared): Finding | undefined {
  const [place] = places;
  if (!place) return undefined;
  const texts = [...new Set(places.map(({ value }) => valueText(value)))];
  if (outcome === 'several' || outcome === 'unsure')
    return { text: texts.join(' / '), page: place.page, agrees: false, [outcome]: true };
  const agrees = outcome === 'matches';
  // A number may have been read on into the words behind it; where it agrees, it is the entered one.
  const shown = { text: agrees ? valueText(entered) : texts.join(' / '), page: place.page, agrees };
  if (!agrees && place.disputed) return { ...shown, disputed: true };
  if (agrees || typeof entered !== 'number' || typeof place.value !== 'number') return shown;
  return { ...shown, byFen: Math.abs(entered - place.value) as Fen };
}

/** A compared value as people read it. */
export const valueText = (value: Fen | Day | string): string =>
  typeof value === 'number' ? groupedYuan(value) : value;
