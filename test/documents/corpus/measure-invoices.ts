import { comparisonOf } from '../../../domain/reading/comparison.ts';
import type { InvoiceLabel } from '../../../domain/reading/found.ts';
import { readingOf } from '../../../domain/reading/reading.ts';
import { diceOf } from './dice.ts';
import { INVOICE_FAULTS, throwInvoice } from './invoice.ts';
import { INVOICE_LAYOUTS } from './invoice-layouts.ts';
import { pagesOf } from './measure.ts';
import { addScores } from './score.ts';
import type { Miss, Score } from './score.ts';

/** A value of an invoice that was told wrongly or not at all. */
interface InvoiceMiss extends Miss<InvoiceLabel> {
  readonly layout: string;
  readonly seed: number;
  readonly text: string;
}

/** Reads so many invoices in every layout, by seeds from 1, every second with a fault, and scores each compared value. */
export async function measureInvoices(
  each: number,
): Promise<{ scores: ReadonlyMap<InvoiceLabel, Score>; misses: readonly InvoiceMiss[] }> {
  const scores = new Map<InvoiceLabel, Score>();
  const misses: InvoiceMiss[] = [];
  for (const [place, [layout, { isDigital, set }]] of Object.entries(INVOICE_LAYOUTS).entries())
    for (let count = 0; count < each; count += 1) {
      const seed = place * 10_000 + count + 1;
      const fault = count % 2 === 0 ? 'none' : INVOICE_FAULTS[(count >> 1) % INVOICE_FAULTS.length];
      const { said, entered, right } = throwInvoice(diceOf(seed), isDigital, fault ?? 'none');
      const pages = await pagesOf(await set(said));
      const reading = readingOf(pages);
      const compared = reading ? comparisonOf(entered, reading) : [];
      const text = pages.map((page) => page.text).join('\n\n');
      for (const miss of addScores(scores, right, compared)) misses.push({ layout, seed, text, ...miss });
    }
  return { scores, misses };
}
