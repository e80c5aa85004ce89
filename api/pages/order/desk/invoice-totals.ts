import { groupedYuan, sumFen } from '../../../../domain/fen.ts';
import type { Fen } from '../../../../domain/fen.ts';
import type { Claim } from '../../../../domain/order/order.ts';
import type { DeskPapers } from './papers.ts';

/** What the invoices of a claim come to as their files say it. */
export interface Totals {
  /** Of each invoice the total that its file says otherwise than was entered. */
  readonly said: readonly (Fen | undefined)[];
  /** How many those are. */
  readonly differ: number;
  /** In yuan; as entered where a file says nothing else. */
  readonly sum: string;
}

/** The totals of a claim's invoices as read: their sum is checked as it was entered, and a file may say otherwise. @source L165, D41 */
export function totalsAsRead({ invoices }: Claim, papers: DeskPapers | null): Totals {
  const said = invoices.map((_, index) => differingTotal(papers?.papers[index]?.comparison));
  return {
    said,
    differ: said.filter((fen) => fen !== undefined).length,
    sum: groupedYuan(sumFen(invoices.map(({ amountFen }, index) => said[index] ?? amountFen))),
  };
}

function differingTotal(comparison: DeskPapers['papers'][number]['comparison'] | undefined): Fen | undefined {
  if (comparison?.state !== 'read') return undefined;
  const total = comparison.compared.find(({ label, outcome }) => label === 'invoiceTotal' && outcome === 'differs');
  const said = total?.places[0]?.value;
  return typeof said === 'number' && said !== total?.entered ? said : undefined;
}
