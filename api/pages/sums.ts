import { COUNTED_AT_MOST } from '../../db/reads/counted.ts';
import { groupedYuan } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';
import type { Language } from '../../domain/language.ts';
import { interpolate, wordTable } from '../../domain/words.ts';

const WORDS = wordTable(
  { sums: '合计（{n} 项）', compute: '计算全部结果的合计' },
  { sums: 'Total of {n}', compute: 'Compute the total of all results' },
);

/** A column of a list that is summed: what it is called, and what its rows come to. */
interface Sum {
  readonly label: string;
  readonly sumFen: Fen;
}

/** What a list comes to. */
interface Summed {
  readonly count: number;
  readonly sums: readonly Sum[];
}

/**
 * Whether what a list comes to is summed unasked: only as far as lists are counted. Beyond, the reader asks for it.
 *
 * @param total 1 001 stands for more than 1 000
 */
export const isSummed = (total: number, asked: boolean): boolean => total > 0 && (asked || total <= COUNTED_AT_MOST);

/**
 * The last row of a table: what all rows that the filter leaves come to, or the way to learn it.
 *
 * @param columns how many columns the table has before the sums, and after them
 * @param address of the same page with the sums
 */
export function sumsView(
  summed: Summed | null,
  {
    address,
    columns,
    language,
  }: { address: string; columns: readonly [before: number, after: number]; language: Language },
) {
  const words = WORDS[language];
  const [before, after] = columns;
  return {
    label: summed ? interpolate(words.sums, { n: summed.count.toLocaleString('en-US') }) : words.compute,
    address: summed === null && `${address}#sums`,
    before,
    after,
    amounts: (summed?.sums ?? []).map(({ label, sumFen }) => ({ label, amount: groupedYuan(sumFen) })),
  };
}
