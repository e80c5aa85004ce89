import type { Day } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { Compared } from '../../../domain/reading/comparison.ts';
import type { Label } from '../../../domain/reading/found.ts';
import type { PagePicture } from '../../../domain/reading/page.ts';
import { interpolate } from '../../../domain/words.ts';
import type { FileComparison } from '../../documents/reading.ts';
import { paths } from '../paths.ts';
import { drawPlaces } from './compared-places.ts';
import type { ComparedWords } from './compared-words.ts';
import { findingOf, valueText } from './finding.ts';

/** What stands for a value that is not entered yet: no paper says it. */
export const NOT_ENTERED = { text: '\0', day: '0000-00-00' as Day, fen: -1 as Fen } as const;

/** Whether a form has the value that is compared. */
export const isEntered = ({ entered }: Compared): boolean =>
  !Object.values(NOT_ENTERED).some((none) => none === entered);

/** A paper whose values are drawn. */
interface RowsOf {
  readonly attachmentId: string;
  readonly state: FileComparison['state'];
  readonly pictures: readonly PagePicture[];
  /** What its values are called, and where each is entered; one without a name is left out. */
  readonly named: (label: Label) => { readonly text: string; readonly href?: string | undefined } | undefined;
}

export type ComparedRow = ReturnType<typeof drawRow>[number];

/** Each value of a paper beside what was entered: whether it agrees, and its places in the paper. */
export const drawRows = (compared: readonly Compared[], paper: RowsOf, words: ComparedWords) =>
  compared.flatMap((one) => drawRow(one, paper, words));

function drawRow(compared: Compared, { attachmentId, state, pictures, named }: RowsOf, words: ComparedWords) {
  const name = named(compared.label);
  if (!name) return [];
  const [finding, entered] = [findingOf(compared), isEntered(compared)];
  const is = (outcome: Compared['outcome']): boolean => entered && compared.outcome === outcome;
  const shown = is('matches') || !entered ? compared.places.slice(0, 1) : compared.places; // a contract repeats its total
  const isUntold = is('several') || (is('notFound') && state !== 'pending');
  return [
    {
      name: compared.label,
      label: name.text,
      href: name.href ?? false,
      entered: entered ? valueText(compared.entered) : '-',
      found: finding?.text ?? { pending: words.reading, unreadable: '-', read: words.notFound }[state],
      isMissing: !finding,
      isSeveral: is('several'),
      isUnsure: is('unsure'),
      isBlank: !entered,
      byHand: is('unsure') ? words.unsure : isUntold && words.checkOriginal,
      page: finding && interpolate(words.page, { n: finding.page }),
      pageHref: finding && paths.attachmentPage(attachmentId, finding.page),
      differs: is('differs'),
      agrees: is('matches'),
      by:
        entered &&
        (finding?.disputed
          ? words.disputed
          : finding?.byFen && interpolate(words.differsBy, { amount: groupedYuan(finding.byFen) })),
      ...drawPlaces(shown, { attachmentId, pictures, label: name.text }, words),
    },
  ];
}

/** What the comparison of a paper cannot say: text that nobody sees, pages that were not read. @source L84 */
export function warningsOf(comparison: FileComparison, words: ComparedWords): string[] {
  if (comparison.state !== 'read') return [];
  const { unseen, pagesUnread: n, unread } = comparison;
  const text = unread.length > 0 ? words.pagesUnreadAt : words.pagesUnread;
  return [
    ...unseen.map(({ page, text }) => interpolate(words.unseen, { n: page, text })),
    ...(n > 0 ? [interpolate(text, { n, pages: unread.join(words.comma) })] : []),
  ];
}

/** How many values agree, differ, and ask for eyes; each false where it is none. */
export function countRows(rows: readonly ComparedRow[], words: ComparedWords) {
  const count = (text: string, is: (row: ComparedRow) => boolean): string | false => {
    const n = rows.filter(is).length;
    return n > 0 && interpolate(text, { n });
  };
  return {
    same: count(words.sameCount, ({ agrees }) => agrees),
    differ: count(words.differCount, ({ differs }) => differs),
    several: count(words.severalCount, ({ isSeveral }) => isSeveral),
    unsure: count(words.unsureCount, ({ isUnsure }) => isUnsure),
    missing: count(words.missingCount, ({ isMissing, isBlank }) => isMissing && !isBlank),
  };
}
