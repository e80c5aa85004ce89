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

/** "No.", "N0" and "№" before the number, alone or behind its code. */
const ABBREVIATION = /^((?:[0-9OIL]{10}(?:[0-9OIL]{2})?)?)N[O0]?(?=[0-9OIL]+$)/;
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** Digits as they are meant: without "No.", and letters that look like digits among digits read as these. What has other letters stays. */
function digitsOf(text: string): string {
  const written = comparable(text).replace(ABBREVIATION, '$1');
  if (!/^[0-9OIL]*\d[0-9OIL]*$/.test(written)) return written;
  return written.replaceAll(/[OIL]/g, (letter) => LOOKALIKES[letter] ?? letter);
}

/** A code of 10 digits with its number, or one of 12: the number of a digital invoice has 20 digits too, and begins with its year, 21 or later. */
const CODE_AND_NUMBER = /^(\d{10}|[01]\d{11}|20\d{10})(\d{8})$/;

/** Zeros before the number are lost and added when numbers are copied: 8 digits, unless it is longer without them. */
const paddedNumber = (written: string): string =>
  /^\d+$/.test(written) ? written.replace(/^0+/, '').padStart(8, '0') : written;

/** What tells an invoice from all others of its seller. */
export interface InvoiceKey {
  readonly number: string;
  /** Empty where the number alone is unique, and where a number of 8 digits came without its code; never null. */
  readonly code: string;
}

/**
 * What tells an invoice from all others of its seller, however its number is written: with "No.", with its code before it, with
 * zeros too few or too many. A code counts only where the number needs one. What no text tells is a digit left out, added or
 * changed, a code behind its number, which is read as one before it, and the two numbers of a digital invoice on paper: there
 * people compare the file.
 *
 * @source D41
 */
export function invoiceKey({ number: said, code = '' }: Pick<Invoice, 'number' | 'code'>): InvoiceKey {
  const written = digitsOf(said).replace(/^0(?=\d{20}$)/, ''); // a zero too many before 20 digits
  const [, codeBefore, numberBehind] = CODE_AND_NUMBER.exec(written) ?? [];
  if (codeBefore !== undefined && numberBehind !== undefined) return keyOf(codeBefore, numberBehind);
  const number = paddedNumber(written);
  return isShort(number) ? keyOf(digitsOf(code), number) : { number, code: '' };
}

/** 12 digits that begin with a year from 21 are no code: the number of a digital invoice was parted. */
const BEGINS_DIGITAL = /^(?:2[1-9]|[3-9]\d)\d{10}$/;

const keyOf = (code: string, number: string): InvoiceKey =>
  BEGINS_DIGITAL.test(code)
    ? { number: code + number, code: '' }
    : { number, code: code.replace(/^00(?=\d{10}$)/, '') }; // a code of 10 digits, filled up to 12

const isShort = (number: string): boolean => /^\d{8}$/.test(number);

/** Whether the code of such an invoice must be given: its number has 8 digits, and its code does not stand before them. @source D41 */
export function needsInvoiceCode(number: string): boolean {
  const key = invoiceKey({ number });
  return isShort(key.number) && key.code === '';
}

/** Whether a text is the code of an invoice of 8 digits: 10 digits, or 12. @source D41 */
export const isInvoiceCode = (code: string): boolean => /^(?:\d{10}|\d{12})$/.test(digitsOf(code));

/** What may be a number with its code behind it. */
const NUMBER_AND_CODE = /^\d{8}(\d{10}|[01]\d{11}|20\d{10})$/;

/** Whether a code and a number typed as one may stand in either order: no blank between them can be trusted to tell. */
const isReadEitherWay = (written: string): boolean => CODE_AND_NUMBER.test(written) && NUMBER_AND_CODE.test(written);

/**
 * Whether an invoice can be compared with others for certain: it has 8 digits and a code, or 20 digits. A code and a number typed
 * as one are not where either may stand first, as with all 18 digits.
 *
 * @source D36, D41
 */
export function isComparableInvoice(invoice: Pick<Invoice, 'number' | 'code'>): boolean {
  if (isReadEitherWay(digitsOf(invoice.number))) return false;
  const { number, code } = invoiceKey(invoice);
  return isShort(number) ? isInvoiceCode(code) : /^\d{20}$/.test(number);
}

/**
 * Whether two invoices of one seller are one, as far as is known: a number of 8 digits without its code, as a former release
 * recorded it, may be that of any code.
 *
 * @source D41
 */
export const isSameInvoice = (one: InvoiceKey, other: InvoiceKey): boolean =>
  one.number === other.number && (one.code === other.code || one.code === '' || other.code === '');

/** Whether a claim names one invoice twice. @source D41 */
export function listsInvoiceTwice({ invoices }: Claim): boolean {
  const keys = invoices.map(invoiceKey);
  return keys.some((key, index) => keys.slice(0, index).some((before) => isSameInvoice(before, key)));
}

/** Whether a redemption of an order in this state stands, so that its invoices are taken: until it is refused or closed. @source D41 */
export const isRedemptionLive = (state: OrderState): boolean => LIVE_REDEMPTION_STATES.includes(state);

/** The states in which a redemption stands: under review, and for ever once it is approved. @source D41 */
const LIVE_REDEMPTION_STATES: readonly OrderState[] = ['redemptionReview', ...DECIDED_ORDER_STATES];

/** What becomes of an invoice that stands in another live redemption. Sets of a former release say nothing: it is refused. @source D41 */
export const invoiceReuse = ({ invoiceReuse: reuse = 'REFUSE' }: Pick<RuleSet, 'invoiceReuse'>): 'REFUSE' | 'WARN' =>
  reuse;
