import { listRepeatedInvoices } from '../../../../db/reads/claimed-invoice.ts';
import type { RepeatedInvoice } from '../../../../db/reads/claimed-invoice.ts';
import { isComparableInvoice } from '../../../../domain/order/invoice.ts';
import { interpolate } from '../../../../domain/words.ts';
import type { Portal } from '../../../actions/portal.ts';
import type { Case } from './case.ts';
import { REPEATED_INVOICE_WORDS } from './words.ts';

/**
 * What the invoices of the order share with other live redemptions, and whose numbers cannot be compared for certain, a line each;
 * false when nothing.
 *
 * @source D36, D41
 */
export async function repeatedInvoices({ db }: Portal, { order, file, language }: Case): Promise<string[] | false> {
  const words = REPEATED_INVOICE_WORDS[language];
  const repeated = await listRepeatedInvoices(db, order.id);
  const uncertain = (file.order.claim?.invoices ?? []).filter((invoice) => !isComparableInvoice(invoice));
  const lines = [
    ...repeated.map((one) => interpolate(words[wordFor(one, order.number)], { ...one })),
    ...uncertain.map(({ number }) => interpolate(words.uncertain, { number })),
  ];
  return lines.length > 0 && lines;
}

function wordFor({ same, otherOrder }: RepeatedInvoice, own: string) {
  if (same === 'file') return otherOrder === own ? 'fileTwice' : 'sameFile';
  return (
    { number: 'sameNumber', 'number-without-code': 'withoutCode', 'number-of-another-seller': 'otherSeller' } as const
  )[same];
}
