import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import type { Language } from '../../../domain/language.ts';
import type { Outcome } from '../../../domain/reading/comparison.ts';
import type { KnownDifference } from '../../../domain/reading/known-difference.ts';
import { LABEL_NAMES } from '../../../domain/reading/label-names.ts';
import type { DecidedPaper, DecidedValue } from '../../../domain/reading/papers.ts';
import { interpolate } from '../../../domain/words.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { COMPARE_WORDS } from './compared-words.ts';
import { isStep } from './events.ts';
import { valueText } from './finding.ts';
import { LOG_WORDS } from './log-words.ts';

/** What an event says of its papers, in the history: plainly, and in red what differed. */
export interface SaidOfPapers {
  readonly said: readonly string[];
  readonly differing: readonly string[];
}

/** Of a decision what was compared and ticked, of what was sent what its sender knew to differ; false where there is nothing. @source L149, D4, D42 */
export function describePapers(
  event: HistoryEvent,
  papers: readonly DecidedPaper[],
  language: Language,
): SaidOfPapers | false {
  if (papers.length > 0) return describeDecided(papers, isConfirmed(event), language);
  const differences = differencesIn(event);
  if (differences.length === 0) return false;
  return {
    said: [interpolate(LOG_WORDS[language].knew, { n: differences.length })],
    differing: differences.map((one) => describeDifference(one, language)),
  };
}

/** What the sender of an order's papers knew to differ; none in an event of another kind, or of a former release. */
export const differencesIn = (event: HistoryEvent): readonly KnownDifference[] =>
  isStep(event, 'pay', 'requestRedemption', 'supplementRedemption', 'proposeChange')
    ? (event.body.differences ?? [])
    : [];

const isConfirmed = (event: HistoryEvent): boolean =>
  isStep(event, 'approvePayment', 'approveRedemption', 'approveChange') && event.body.confirmed === true;

/** One value that a paper says otherwise, after what the paper is called where there are several. */
export const describeDifference = (
  { label, entered, said }: Pick<KnownDifference, 'label' | 'entered' | 'said'>,
  language: Language,
  title = '',
): string =>
  interpolate(LOG_WORDS[language].differedLine, {
    label: [title, LABEL_NAMES[label][language]].filter(Boolean).join(' '),
    said: said.map(valueText).join(' / '),
    entered: valueText(entered),
  });

function describeDecided(papers: readonly DecidedPaper[], isTicked: boolean, language: Language): SaidOfPapers {
  const [words, compareWords] = [LOG_WORDS[language], COMPARE_WORDS[language]];
  const values = papers.flatMap(({ compared }) => compared);
  const having = (outcome: Outcome): DecidedValue[] => values.filter((value) => value.outcome === outcome);
  const counted = (text: string, n: number): string[] => (n > 0 ? [interpolate(text, { n })] : []);
  const unread = papers.filter(({ state }) => state !== 'read').length;
  const differing = having('differs');
  const parts = [
    ...counted(compareWords.sameCount, having('matches').length),
    ...counted(compareWords.differCount, differing.length),
    ...counted(compareWords.severalCount, having('several').length),
    ...counted(compareWords.unsureCount, having('unsure').length),
    ...counted(compareWords.missingCount, having('notFound').length),
    ...counted(words.unread, unread),
  ];
  const isOpen = unread > 0 || values.length > having('matches').length + differing.length;
  const ticked = [...(differing.length > 0 ? [words.tickedDiffering] : []), ...(isOpen ? [words.tickedOpen] : [])];
  return {
    said: [
      interpolate(words.atDecision, { parts: parts.join(LIST_COMMA[language]) }),
      ...(isTicked && ticked.length > 0 ? [interpolate(words.ticked, { parts: ticked.join(words.semicolon) })] : []),
      ...papers.flatMap(({ unseen = [], pagesUnread = 0 }) => [
        ...unseen.map(({ page, text }) => interpolate(compareWords.unseen, { n: page, text })),
        ...counted(words.pagesUnread, pagesUnread),
      ]),
    ],
    differing: differing.map((value) => describeDifference(value, language)),
  };
}
