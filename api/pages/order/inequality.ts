import { groupedYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { Language, Texts } from '../../../domain/language.ts';

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

const HOLDS: Texts = { zh: '成立', en: 'holds' };
const WRONG: Texts = { zh: '应为 ≥', en: 'must be ≥' };
const OPEN: Texts = { zh: '待定', en: 'open' };

/** Amounts each of which may not be above the one before, as `{{> inequality}}` draws them. @source L99, L117 */
export function inequalityView(terms: readonly Term[], language: Language) {
  return {
    words: { holds: HOLDS[language], wrong: WRONG[language], open: OPEN[language] },
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
          text: (wrong ? WRONG : known ? HOLDS : OPEN)[language],
          wrong,
          pending: !known,
        },
      };
    }),
  };
}
