import Nzh from 'nzh';
import type { Day } from '../../../domain/day.ts';
import { formatYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { Outcome } from '../../../domain/reading/comparison.ts';
import type { EnteredInvoice } from '../../../domain/reading/entered.ts';
import type { InvoiceLabel } from '../../../domain/reading/found.ts';
import { COMPANIES } from './contract.ts';
import type { Dice } from './dice.ts';

/** What an invoice says, as it is printed. */
export interface InvoiceSaid {
  readonly number: string;
  /** Empty on invoices whose number has 20 digits. */
  readonly code: string;
  readonly issuedOn: Day;
  readonly total: Fen;
  /** The total in words, in capitals. */
  readonly words: string;
  readonly seller: string;
  readonly buyer: string;
}

/** An invoice, what was entered beside it, and what is right of each entered value. */
export interface ThrownInvoice {
  readonly said: InvoiceSaid;
  readonly entered: EnteredInvoice;
  readonly right: Partial<Readonly<Record<InvoiceLabel, Outcome>>>;
}

/** What an invoice says otherwise than was entered, if anything. */
export const INVOICE_FAULTS = ['number', 'code', 'day', 'total', 'words', 'seller', 'buyer'] as const;
type InvoiceFault = (typeof INVOICE_FAULTS)[number];

const DIFFERING: Readonly<Record<InvoiceFault, InvoiceLabel>> = {
  number: 'invoiceNumber',
  code: 'invoiceCode',
  day: 'issuedOn',
  total: 'invoiceTotal',
  words: 'invoiceTotal',
  seller: 'seller',
  buyer: 'buyer',
};

/** An invoice thrown by these dice, with this fault; of a digital one, whose number has 20 digits. */
export function throwInvoice(dice: Dice, isDigital: boolean, fault: InvoiceFault | 'none'): ThrownInvoice {
  const [seller, buyer, other] = dice.shuffle(COMPANIES) as [string, string, string];
  const total = (dice.whole(1, 9_000) * dice.pick([100, 10_000, 100_000]) + dice.pick([0, 0, 50, 5, 99])) as Fen;
  const issuedOn = `2026-${two(dice.whole(1, 12))}-${two(dice.whole(1, 28))}` as Day;
  const number = isDigital ? `2641200000${digits(dice, 10)}` : digits(dice, 8);
  const code = isDigital ? '' : dice.pick([`0410026${digits(dice, 5)}`, `41002${digits(dice, 5)}`]);
  const printed = (fault === 'total' ? total + 10_000 : total) as Fen;
  const said: InvoiceSaid = {
    number: fault === 'number' ? raised(number) : number,
    code: fault === 'code' ? raised(code) : code,
    issuedOn: fault === 'day' ? ('2025-03-09' as Day) : issuedOn,
    total: printed,
    words: capitals((fault === 'words' ? printed + 100 : printed) as Fen).replace('元', dice.pick(['元', '圆'])),
    seller: fault === 'seller' ? other : seller,
    buyer: fault === 'buyer' ? other : buyer,
  };
  const entered = { invoiceNumber: number, invoiceCode: code, issuedOn, invoiceTotal: total, seller, buyer };
  const labels = (Object.keys(entered) as InvoiceLabel[]).filter((label) => label !== 'invoiceCode' || code !== '');
  const differing = fault === 'none' || (fault === 'code' && isDigital) ? null : DIFFERING[fault];
  const right = Object.fromEntries(
    labels.map((label) => [label, label === differing ? 'differs' : 'matches'] as const),
  );
  return { said, entered, right };
}

const two = (count: number): string => String(count).padStart(2, '0');
const digits = (dice: Dice, count: number): string =>
  Array.from({ length: count }, (_, index) => dice.whole(index === 0 ? 1 : 0, 9)).join('');
/** Another number of as many digits. */
const raised = (number: string): string => number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
const capitals = (amount: Fen): string => Nzh.cn.toMoney(formatYuan(amount), { outSymbol: false, forceZheng: true });
