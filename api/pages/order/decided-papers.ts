import type { Language } from '../../../domain/language.ts';
import { LABEL_NAMES } from '../../../domain/reading/label-names.ts';
import type { DecidedPaper, DecidedValue } from '../../../domain/reading/papers.ts';
import { interpolate } from '../../../domain/words.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { valueText } from './finding.ts';
import { LOG_WORDS } from './log-words.ts';

/** What a decision found in its papers: how much agreed, and each value that did not; false where it was about none. @source L149, D4 */
export function describeDecided(papers: readonly DecidedPaper[], language: Language) {
  if (papers.length === 0) return false;
  const words = LOG_WORDS[language];
  const values = papers.flatMap(({ compared }) => compared);
  const count = (text: string, is: (value: DecidedValue) => boolean): string[] => {
    const n = values.filter(is).length;
    return n > 0 ? [interpolate(text, { n })] : [];
  };
  const unread = papers.filter(({ state }) => state !== 'read').length;
  const parts = [
    ...count(words.agreed, ({ outcome }) => outcome === 'matches'),
    ...count(words.differed, ({ outcome }) => outcome === 'differs'),
    ...count(words.untold, ({ outcome }) => outcome !== 'matches' && outcome !== 'differs'),
    ...(unread > 0 ? [interpolate(words.unread, { n: unread })] : []),
  ];
  return {
    summary: interpolate(words.atDecision, { parts: parts.join(LIST_COMMA[language]) }),
    lines: values
      .filter(({ outcome }) => outcome === 'differs')
      .map(({ label, entered, said }) =>
        interpolate(words.differedLine, {
          label: LABEL_NAMES[label][language],
          said: said.map(valueText).join(' / '),
          entered: valueText(entered),
        }),
      ),
  };
}
