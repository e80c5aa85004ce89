import type { Icon } from '../../../templates/icons.ts';

/** What one check came to, in a few words, as it stands beside the buttons of a desk. */
export interface SummaryLine {
  readonly text: string;
  readonly meaning: 'ok' | 'warn' | 'bad' | '';
  readonly glyph: Icon | null;
}

export const fine = (text: string): SummaryLine => ({ text, meaning: 'ok', glyph: 'check' });
export const toCheck = (text: string): SummaryLine => ({ text, meaning: 'warn', glyph: 'alert' });
export const wrong = (text: string): SummaryLine => ({ text, meaning: 'bad', glyph: 'cross' });
export const plainly = (text: string): SummaryLine => ({ text, meaning: '', glyph: null });
