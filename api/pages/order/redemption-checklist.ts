import { parseDay } from '../../../domain/day.ts';
import { groupedYuan, parseYuan, ZERO_FEN } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { needsSelfPaidProof } from '../../../domain/order/amounts.ts';
import { isInvoiceCode, needsInvoiceCode } from '../../../domain/order/invoice.ts';
import type { Order } from '../../../domain/order/order.ts';
import type { Icon } from '../../../templates/icons.ts';
import { interpolate } from '../../../domain/words.ts';
import { fieldIdOf } from '../form-errors.ts';
import { idsIn, uploadId } from '../upload/field.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { invoiceRows } from './redemption-form.ts';
import type { InvoiceRow } from './redemption-form.ts';
import { REDEMPTION_WORDS } from './redemption-words.ts';

interface Item {
  readonly glyph: Icon;
  readonly label: string;
  readonly has: boolean;
  /** How much of it there is, or what is asked for. */
  readonly text: string;
  readonly href: string;
}

/** What a request for redemption needs, and what of it is there already: it fills while the service runs. @source L165 */
export function checklistView(
  order: Pick<Order, 'orderAmountFen' | 'voucherAmountFen'>,
  values: Values,
  language: Language,
) {
  const words = REDEMPTION_WORDS[language];
  const files = (name: 'selfPaidProof' | 'results' | 'process', glyph: Icon): Item => {
    const count = idsIn(values[name]).length;
    return {
      glyph,
      label: words[name],
      has: count > 0,
      text: count > 0 ? interpolate(words.filesThere, { n: count }) : words[`${name}Missing`],
      href: `#${uploadId(name)}`,
    };
  };
  const items: Item[] = [
    {
      glyph: 'yuan',
      label: words.actualAmount,
      ...describeTyped(amountSaid(values), words),
      href: `#${fieldIdOf('actualAmount')}`,
    },
    { glyph: 'receipt', label: words.invoices, ...invoicesItem(values, language), href: '#invoices' },
    ...(needsSelfPaidProof(order) ? [files('selfPaidProof', 'bank')] : []),
    files('results', 'done'),
    files('process', 'clip'),
    {
      glyph: 'calendar-due',
      label: words.dates,
      ...describeTyped(datesSaid(values), words),
      href: `#${fieldIdOf('serviceStartedOn')}`,
    },
    {
      glyph: 'text',
      label: words.effect,
      ...describeTyped(textOf(values, 'effect') && words.written, words),
      href: `#${fieldIdOf('effect')}`,
    },
  ];
  const there = items.filter(({ has }) => has).length;
  return { items, said: interpolate(words.thereOf, { n: there, all: items.length }), complete: there === items.length };
}

const describeTyped = (said: string, words: { readonly toFill: string }) => ({
  has: said !== '',
  text: said || words.toFill,
});

function amountSaid(values: Values): string {
  const amount = parseYuan(textOf(values, 'actualAmount')) ?? ZERO_FEN;
  return amount > 0 ? groupedYuan(amount) : '';
}

function datesSaid(values: Values): string {
  const [started, finished] = [textOf(values, 'serviceStartedOn'), textOf(values, 'serviceFinishedOn')];
  return parseDay(started) && parseDay(finished) ? `${started} – ${finished}` : '';
}

function invoicesItem(values: Values, language: Language): Pick<Item, 'has' | 'text'> {
  const words = REDEMPTION_WORDS[language];
  const rows = invoiceRows(values);
  const whole = rows.filter(isWhole).length;
  if (rows.length === 0) return { has: false, text: words.invoicesMissing };
  return whole === rows.length
    ? { has: true, text: interpolate(words.invoicesThere, { n: whole }) }
    : { has: false, text: interpolate(words.invoicesPartly, { n: rows.length - whole }) };
}

const isWhole = ({ number, code, issuedOn, amount, file }: InvoiceRow): boolean =>
  number !== '' &&
  (!needsInvoiceCode(number) || isInvoiceCode(code)) &&
  parseDay(issuedOn) !== undefined &&
  parseYuan(amount) !== undefined &&
  file.length > 0;
