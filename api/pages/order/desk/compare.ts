import { parseDay } from '../../../../domain/day.ts';
import type { Day } from '../../../../domain/day.ts';
import { groupedYuan } from '../../../../domain/fen.ts';
import type { Language } from '../../../../domain/language.ts';
import { suggestRejection } from '../../../../domain/order/suggested-reason.ts';
import type { RejectionReason } from '../../../../domain/order/suggested-reason.ts';
import { comparisonOf } from '../../../../domain/reading/comparison.ts';
import type { Compared } from '../../../../domain/reading/comparison.ts';
import { CONTRACT_LABELS, NOTHING_FOUND } from '../../../../domain/reading/found.ts';
import type { Progress } from '../../../../domain/reading/page.ts';
import type { FileComparison } from '../../../documents/reading.ts';
import { UNREADABLE } from '../../../../domain/reading/reading.ts';
import { LABEL_NAMES } from '../../../../domain/reading/label-names.ts';
import { interpolate } from '../../../../domain/words.ts';
import { fine, toCheck, wrong } from '../../task/check-summary.ts';
import type { SummaryLine } from '../../task/check-summary.ts';
import { drawField } from '../../task/decision-form.ts';
import type { DecisionForm } from '../../task/decision-form.ts';
import { paths } from '../../paths.ts';
import { COMPARE_WORDS, OF_PAPERS } from './compare-words.ts';
import { findingOf, valueText } from './finding.ts';
import type { ComparedPaper, DeskPapers, Reporting } from './papers.ts';

export type Comparison = ReturnType<typeof drawComparison>;

/** What was entered, beside what its papers say: of each value whether it agrees, and what only eyes can judge. @source L84, L149, L165 */
export function drawComparison({ kind, papers, reporting }: DeskPapers, language: Language) {
  const words = { ...COMPARE_WORDS[language], ...OF_PAPERS[kind][language] };
  const drawn = papers.map((paper) => drawPaper(paper, { words, language, reporting }));
  const rows = drawn.flatMap((paper) => paper.rows);
  const count = (is: (row: ReturnType<typeof drawRow>) => boolean): number => rows.filter(is).length;
  const [same, differ] = [count(({ agrees }) => agrees), count(({ differs }) => differs)];
  const [missing, several] = [count(({ isMissing }) => isMissing), count(({ isSeveral }) => isSeveral)];
  const unsure = count(({ isUnsure }) => isUnsure);
  const reading = drawn.map((paper) => paper.reading).find((text) => text !== false);
  const counted = {
    same: same > 0 && interpolate(words.sameCount, { n: same }),
    differ: differ > 0 && interpolate(words.differCount, { n: differ }),
    several: several > 0 && interpolate(words.severalCount, { n: several }),
    unsure: unsure > 0 && interpolate(words.unsureCount, { n: unsure }),
    missing: reading === undefined && missing > 0 && interpolate(words.missingCount, { n: missing }),
  };
  return {
    words,
    papers: drawn,
    counted,
    waiting: reading !== undefined && { hint: words.readingHint, reading },
    /** Whether something was not found as entered, so that only eyes can have compared it. @source L149 */
    unread: same < rows.length,
    differ,
    mismatches: differ > 0 && interpolate(words.mismatches, { n: differ }),
    confirm: confirmText({ rows: rows.length, differ, missing, unclear: several + unsure }, words),
  };
}

interface Drawing {
  readonly words: Words;
  readonly language: Language;
  readonly reporting: Reporting;
}

function drawPaper(paper: ComparedPaper, drawing: Drawing) {
  const { attachmentId, title, comparison, entered } = paper;
  const { words, reporting } = drawing;
  const isRead = comparison.state === 'read';
  const compared = isRead ? comparison.compared : comparisonOf(entered, NOTHING_FOUND);
  const rows = compared.map((one, index) => drawRow(one, index, paper, drawing));
  return {
    title,
    href: paths.attachmentView(attachmentId),
    rows,
    isOpen: rows.some(({ agrees }) => !agrees),
    allSame: rows.every(({ agrees }) => agrees) && words.allSame,
    reading: comparison.state === 'pending' && readingText(comparison, words),
    unreadable:
      comparison.state === 'unreadable' &&
      interpolate(words.unreadable, { why: UNREADABLE[comparison.why][drawing.language] }),
    warnings: isRead ? warningsOf(comparison, words) : [],
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

function drawRow(compared: Compared, index: number, paper: ComparedPaper, { words, language, reporting }: Drawing) {
  const { attachmentId, comparison, faults } = paper;
  const { state } = comparison;
  const finding = findingOf(compared);
  const [isSeveral, isUnsure] = [finding?.several === true, finding?.unsure === true];
  const fault = faults.find(({ label }) => label === compared.label);
  return {
    name: compared.label,
    label: LABEL_NAMES[compared.label][language],
    pin: index + 1,
    entered: valueText(compared.entered),
    found: finding?.text ?? { pending: words.reading, unreadable: '-', read: words.notFound }[state],
    isMissing: !finding,
    isSeveral,
    isUnsure,
    byHand: isUnsure ? words.unsure : (finding ? isSeveral : state !== 'pending') && words.checkOriginal,
    page: finding && interpolate(words.page, { n: finding.page }),
    pageHref: finding && `${paths.attachmentView(attachmentId)}#page=${finding.page}`,
    differs: finding?.agrees === false && !isSeveral && !isUnsure,
    agrees: finding?.agrees === true,
    by: finding?.disputed
      ? words.disputed
      : finding?.byFen && interpolate(words.differsBy, { amount: groupedYuan(finding.byFen) }),
    fault: fault && {
      text: interpolate(words.faultBy, { name: fault.name }),
      isOwn: fault.reportedBy === reporting.accountId,
    },
  };
}

/** What the comparison cannot say: text that nobody sees, pages that were not read. @source L84 */
const warningsOf = ({ unseen, pagesUnread }: Extract<FileComparison, { state: 'read' }>, words: Words): string[] => [
  ...unseen.map(({ page, text }) => interpolate(words.unseen, { n: page, text })),
  ...(pagesUnread > 0 ? [interpolate(words.pagesUnread, { n: pagesUnread })] : []),
];

interface Counts {
  readonly rows: number;
  readonly differ: number;
  readonly missing: number;
  /** With several values, or read unsurely. */
  readonly unclear: number;
}

/** What whoever approves confirms. @source L149 */
function confirmText({ rows, differ, missing, unclear }: Counts, words: Words): string {
  if (differ > 0) return words.confirmMismatch;
  if (missing === rows) return words.confirmUnread;
  return interpolate(unclear > 0 ? words.confirmUnclear : words.confirmMissing, { n: missing + unclear });
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
