import type { Icon } from '../../../templates/icons.ts';

/** What one check came to, in a few words, as it stands beside the buttons of a desk. */
export interface SummaryLine {
  readonly text: string;
  readonly meaning: 'ok' | 'warn' | 'bad' | '';
  readonly glyph: Icon | null;
}

/** A check that found nothing wrong. */
export const fine = (text: string): SummaryLine => ({ text, meaning: 'ok', glyph: 'check' });
/** Something that only eyes can judge. */
export const toCheck = (text: string): SummaryLine => ({ text, meaning: 'warn', glyph: 'alert' });
/** Something that is not as it should be. */
export const wrong = (text: string): SummaryLine => ({ text, meaning: 'bad', glyph: 'cross' });
/** A fact beside the checks. */
export const plainly = (text: string): SummaryLine => ({ text, meaning: '', glyph: null });
