import { parseDay } from '../../../../domain/day.ts';
import type { Day } from '../../../../domain/day.ts';
import type { Language } from '../../../../domain/language.ts';
import { suggestRejection } from '../../../../domain/order/suggested-reason.ts';
import type { RejectionReason } from '../../../../domain/order/suggested-reason.ts';
import { comparisonOf } from '../../../../domain/reading/comparison.ts';
import { CONTRACT_LABELS, NOTHING_FOUND } from '../../../../domain/reading/found.ts';
import type { Label } from '../../../../domain/reading/found.ts';
import type { Progress } from '../../../../domain/reading/page.ts';
import { UNREADABLE } from '../../../../domain/reading/reading.ts';
import { LABEL_NAMES } from '../../../../domain/reading/label-names.ts';
import { interpolate } from '../../../../domain/words.ts';
import { fine, toCheck, wrong } from '../../task/check-summary.ts';
import type { SummaryLine } from '../../task/check-summary.ts';
import { drawField } from '../../task/decision-form.ts';
import type { DecisionForm } from '../../task/decision-form.ts';
import { countRows, drawRows, warningsOf } from '../compared-rows.ts';
import { COMPARE_WORDS, OF_PAPERS } from '../compared-words.ts';
import { describeDifference } from '../decided-papers.ts';
import type { ComparedPaper, DeskPapers, Reporting } from './papers.ts';

export type Comparison = ReturnType<typeof drawComparison>;

/** What was entered, beside what its papers say: of each value whether it agrees, and what only eyes can judge. @source L84, L149, L165 */
export function drawComparison({ kind, papers, reporting, known }: DeskPapers, language: Language) {
  const words = { ...COMPARE_WORDS[language], ...OF_PAPERS[kind][language] };
  const drawn = papers.map((paper) => drawPaper(paper, { words, language, reporting }));
  const rows = drawn.flatMap((paper) => paper.rows);
  const titles = new Map(papers.map(({ attachmentId, title }) => [attachmentId, title || '']));
  const count = (is: (row: (typeof rows)[number]) => boolean): number => rows.filter(is).length;
  const [same, differ] = [count(({ agrees }) => agrees), count(({ differs }) => differs)];
  const [missing, unclear] = [
    count(({ isMissing }) => isMissing),
    count(({ isSeveral, isUnsure }) => isSeveral || isUnsure),
  ];
  const reading = drawn.map((paper) => paper.reading).find((text) => text !== false);
  const counts = countRows(rows, words);
  const counted = { ...counts, missing: reading === undefined && counts.missing };
  return {
    words,
    papers: drawn,
    insisted: known && {
      text: interpolate(words.insisted, { name: known.by, n: known.differences.length }),
      lines: known.differences.map((one) => describeDifference(one, language, titles.get(one.attachmentId))),
    },
    counted,
    waiting: reading !== undefined && { hint: words.readingHint, reading },
    /** Whether something was not found as entered, so that only eyes can have compared it. @source L149 */
    unread: same < rows.length,
    differ,
    mismatches: differ > 0 && interpolate(words.mismatches, { n: differ }),
    confirm: confirmText({ rows: rows.length, differ, missing, unclear, isPending: reading !== undefined }, words),
  };
}

interface Drawing {
  readonly words: Words;
  readonly language: Language;
  readonly reporting: Reporting;
}

function drawPaper(paper: ComparedPaper, { words, language, reporting }: Drawing) {
  const { attachmentId, title, comparison, entered, faults } = paper;
  const { state } = comparison;
  const isRead = state === 'read';
  const compared = isRead ? comparison.compared : comparisonOf(entered, NOTHING_FOUND);
  const pictures = isRead ? comparison.pictures : [];
  const named = (label: Label) => ({ text: LABEL_NAMES[label][language] });
  const rows = drawRows(compared, { attachmentId, state, pictures, named }, words).map((row, index) => {
    const fault = faults.find(({ label }) => label === row.name);
    return {
      ...row,
      pin: index + 1,
      fault: fault && {
        text: interpolate(words.faultBy, { name: fault.name }),
        isOwn: fault.reportedBy === reporting.accountId,
      },
    };
  });
  return {
    title,
    rows,
    isOpen: rows.some(({ agrees }) => !agrees),
    allSame: rows.every(({ agrees }) => agrees) && words.allSame,
    reading: state === 'pending' && readingText(comparison, words),
    hint:
      state === 'unreadable'
        ? interpolate(words.unreadable, { why: UNREADABLE[comparison.why][language] })
        : words.compareHint,
    warnings: warningsOf(comparison, words),
    report: isRead &&
      reporting.actionOf && {
        id: `fault-${attachmentId}`,
        action: reporting.actionOf(attachmentId),
        csrfToken: reporting.csrfToken,
      },
  };
}

/** How far the reading of a file has come. */
const readingText = ({ progress }: { readonly progress?: Progress | undefined }, words: Words): string =>
  progress ? interpolate(words.readingPage, { page: progress.page, pages: progress.pages }) : words.reading;

type Words = (typeof COMPARE_WORDS)['zh'] & (typeof OF_PAPERS)['contract']['zh'];

interface Counts {
  readonly rows: number;
  readonly differ: number;
  readonly missing: number;
  /** With several values, or read unsurely. */
  readonly unclear: number;
  readonly isPending: boolean;
}

/** What whoever approves confirms. @source L149 */
function confirmText({ rows, differ, missing, unclear, isPending }: Counts, words: Words): string {
  const rest = missing + unclear;
  if (differ > 0) return words.confirmMismatch + (rest > 0 ? interpolate(words.confirmRest, { n: rest }) : '');
  if (isPending) return words.confirmPending;
  if (missing === rows) return words.confirmUnread;
  return interpolate(unclear > 0 ? words.confirmUnclear : words.confirmMissing, { n: rest });
}

/** What stands over the button of whoever approves: how much differs, and the tick for what a text does not say as entered. @source L149 */
export const drawConfirmation = (approve: DecisionForm, compare: Comparison | null) => ({
  mismatches: compare?.mismatches ?? false,
  confirm: compare?.unread === true && {
    ...drawField(approve, 'confirmed', compare.confirm),
    tick: true,
    check: true,
  },
});

/** The field in which whoever approves says why: asked for where something differs, also once a reading that ends says so. @source L149 */
export const asksWhy = (isDiffering: boolean) => ({ check: isDiffering, labelId: 'why' });

/** What the comparison came to, beside the buttons. */
export const compareSummary = ({ counted, waiting }: Comparison): SummaryLine[] => [
  ...(counted.same ? [fine(counted.same)] : []),
  ...(counted.differ ? [wrong(counted.differ)] : []),
  ...(waiting ? [toCheck(waiting.reading)] : counted.missing ? [toCheck(counted.missing)] : []),
  ...(counted.several ? [toCheck(counted.several)] : []),
  ...(counted.unsure ? [toCheck(counted.unsure)] : []),
];

/** The ready reason that says what differs between a contract and what was entered, where one does. */
export function suggestedRejection({ papers }: DeskPapers, grantedOn: Day): RejectionReason | undefined {
  const compared = papers.flatMap(({ comparison }) => (comparison.state === 'read' ? comparison.compared : []));
  const differing = compared.filter(({ outcome }) => outcome === 'differs');
  const signed = differing.find(({ label }) => label === 'signedOn')?.places[0]?.value;
  return suggestRejection({
    labels: CONTRACT_LABELS.filter((label) => differing.some((one) => one.label === label)),
    signedOn: (typeof signed === 'string' && parseDay(signed)) || null,
    grantedOn,
  });
}
