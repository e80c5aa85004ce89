import { groupedYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { INEQUALITY_WORDS } from './inequality-words.ts';

/** One amount of an inequality. */
export interface Term {
  readonly label: string;
  /** Undefined: not known yet. */
  readonly fen: Fen | undefined;
  /** The id of the field it is typed in. */
  readonly input?: string;
  /** Said while it is not known. */
  readonly open: string;
}

/** Amounts each of which may not be above the one before, as `{{> inequality}}` draws them. @source L99, L117 */
export function inequalityView(terms: readonly Term[], language: Language) {
  const words = INEQUALITY_WORDS[language];
  return {
    words,
    terms: terms.map((term, place) => {
      const before = terms[place - 1]?.fen;
      const known = before !== undefined && term.fen !== undefined;
      const wrong = known && term.fen > before;
      return {
        ...term,
        text: term.fen === undefined ? term.open : groupedYuan(term.fen),
        pending: term.fen === undefined,
        wrong,
        sign: place > 0 && {
          glyph: wrong ? '<' : '≥',
          text: wrong ? words.wrong : known ? words.holds : words.open,
          wrong,
          pending: !known,
        },
      };
    }),
  };
}
