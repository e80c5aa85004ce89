import type { RuleSet } from '../rule-set.ts';
import type { Claim, Invoice } from './order.ts';
import { DECIDED_ORDER_STATES } from './states.ts';
import type { OrderState } from './states.ts';

const BLANK_OR_INVISIBLE = /[\p{Separator}\p{Other}\p{Default_Ignorable_Code_Point}]/gu;
const PUNCTUATION = /[\p{Punctuation}\p{Symbol}\p{Mark}]/gu;

/** A number or code of an invoice as it is kept: half width, in capitals, without blanks and invisible characters. @source D41 */
export const cleanInvoiceText = (text: string): string =>
  text.normalize('NFKC').replaceAll(BLANK_OR_INVISIBLE, '').toUpperCase();

/** Letters and digits alone: what two invoices are compared by. */
const comparable = (text: string): string => cleanInvoiceText(text).replaceAll(PUNCTUATION, '');

/** Whether a text can be the number of an invoice: letters of other scripts only look like another number. @source D41 */
export const isInvoiceNumber = (number: string): boolean => /^[0-9A-Z]+$/.test(comparable(number));

/** Whether invoices of such a number repeat without their code: those of 8 digits; later ones have 20 digits and none. @source D41 */
export const needsInvoiceCode = (number: string): boolean => /^\d{8}$/.test(comparable(number));

/** Whether a text is the code of an invoice of 8 digits: 10 digits, or 12. @source D41 */
export const isInvoiceCode = (code: string): boolean => /^(?:\d{10}|\d{12})$/.test(comparable(code));

/** What tells an invoice from all others of its seller. */
export interface InvoiceKey {
  readonly number: string;
  /** Empty where the number alone is unique; never null. */
  readonly code: string;
}

/** What tells an invoice from all others of its seller; a code counts only where the number needs one. @source D41 */
export const invoiceKey = ({ number, code = '' }: Pick<Invoice, 'number' | 'code'>): InvoiceKey => ({
  number: comparable(number),
  code: needsInvoiceCode(number) ? comparable(code) : '',
});

const textOfKey = (invoice: Invoice): string => Object.values(invoiceKey(invoice)).join(' ');

/** Whether a claim names one invoice twice. @source D41 */
export const listsInvoiceTwice = ({ invoices }: Claim): boolean =>
  new Set(invoices.map(textOfKey)).size < invoices.length;

/** Whether a redemption of an order in this state stands, so that its invoices are taken: until it is refused or closed. @source D41 */
export const isRedemptionLive = (state: OrderState): boolean => LIVE_REDEMPTION_STATES.includes(state);

/** The states in which a redemption stands: under review, and for ever once it is approved. @source D41 */
export const LIVE_REDEMPTION_STATES: readonly OrderState[] = ['redemptionReview', ...DECIDED_ORDER_STATES];

/** What becomes of an invoice that stands in another live redemption. Sets of a former release say nothing: it is refused. @source D41 */
export const invoiceReuse = ({ invoiceReuse: reuse = 'REFUSE' }: Pick<RuleSet, 'invoiceReuse'>): 'REFUSE' | 'WARN' =>
  reuse;
