import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import type { Scan, Span } from './page.ts';

/** Something found in a text, with where it stands and what stands around it. */
export interface Found<V> {
  readonly value: V;
  /** What it is called there, if anything. */
  readonly label: Name | null;
  /** From 1. */
  readonly page: number;
  readonly excerpt: string;
  /** Its figures say one amount and its words another. */
  readonly disputed?: true;
  /** Words stand beside its figures that are no number. */
  readonly garbled?: true;
  /** It is called the total, and was not worked out: a price a month, a range, other money. Its value is 0. */
  readonly unclear?: true;
  /** Where it begins or ends is not certain: it agrees with what was entered, or says nothing. */
  readonly loose?: true;
  /** Where it was read in a picture, and how surely; absent in text. */
  readonly scan?: Scan;
}

/** Something found in the text of one page. */
export interface Match<V> extends Omit<Found<V>, 'page' | 'scan'> {
  /** Where it stands in the text that was searched. */
  readonly span: Span;
  /** Where it is said again, in figures or in words: the surer of the two vouches for the other. */
  readonly again?: Span;
}

/** What was found in a paper's text. */
export interface FoundValues {
  readonly amounts: readonly Found<Fen>[];
  readonly days: readonly Found<Day>[];
  readonly numbers: readonly Found<string>[];
  readonly parties: readonly Found<string>[];
}

/** What is found in a paper that says nothing. */
export const NOTHING_FOUND: FoundValues = { amounts: [], days: [], numbers: [], parties: [] };

/** What a contract calls the values that are compared, in the order in which they are shown. */
export const CONTRACT_LABELS = [
  'contractNumber',
  'partyA',
  'partyB',
  'signedOn',
  'orderAmount',
  'voucherAmount',
  'selfPaid',
] as const;
export type ContractLabel = (typeof CONTRACT_LABELS)[number];

/** What an invoice calls the values that are compared. */
export type InvoiceLabel = 'invoiceNumber' | 'invoiceCode' | 'issuedOn' | 'invoiceTotal' | 'seller' | 'buyer';

/** What a value may be called in a paper. */
export type Label = ContractLabel | InvoiceLabel;

/** What a value is called in a text: one of those compared, a sum of something, or something else that is none of them. */
export type Name = Label | 'sum' | 'other';

const AROUND = 24;

/** What may stand between a label and its value. */
export const BETWEEN =
  '(?:\\((?:含税|不含税|大写|小写|人民币|(?:单位:?)?(?:人民币)?[百千万亿]?元|RMB|CNY|以下简称[^()]{1,12})\\)|[:为是共计即]|合计|人民币|大写|小写|RMB|CNY|[¥(_ ])*';

/** What follows the day or the number of another paper that is only named: 2025年3月1日、合同编号为KJ-2025-009的框架协议. */
const CITED =
  /^日?(?:[、,，和及与:为号 ]|签[订署]|合同|协议|编号|[A-Za-z0-9\-–〔〕[\]()/])*(?:的|订立的?)\n?[《"“]?(?:\p{Script=Han}\n?){0,12}(?:协\n?议|合\n?同)/u;

/** Whether what stands before belongs to another paper that a contract cites. */
export const isCited = (after: string): boolean => CITED.test(after.slice(0, 80));

/** A pattern that ends where a value that is so called would begin. */
export const calledBy = (names: string): RegExp => new RegExp(`(?:${names})${BETWEEN}$`, 'u');

/** One match of a text as something found: its label from what stands before it, its excerpt from both sides. */
export function foundAt<V>(
  text: string,
  { index, length }: { readonly index: number; readonly length: number },
  value: V,
  labels: readonly (readonly [Name, RegExp])[],
): Match<V> {
  const before = text.slice(Math.max(0, index - AROUND * 2), index);
  const label = labels.find(([, called]) => called.test(before))?.[0] ?? null;
  const excerpt = text.slice(Math.max(0, index - AROUND), index + length + AROUND);
  return { value, label, excerpt, span: [index, index + length] };
}

/** What is said around an amount that is paid. */
const PAID = /[付收取费款价酬]|金额/u;

/**
 * Whether what is not called by its name may be the value that was entered. A share of the total never is. The total is where it
 * is a sum or a fee, or paid and the only amount beside named shares; and where nothing that is called the total was left unread.
 *
 * @source D42
 */
export function mayBe(label: Label, entered: unknown, one: Found<unknown>, found: readonly Found<unknown>[]): boolean {
  if (label === 'voucherAmount' || label === 'selfPaid') return false;
  if (label !== 'orderAmount') return one.label === null;
  if ((one.label !== null && one.label !== 'sum') || found.some(({ unclear }) => unclear)) return false;
  return one.label === 'sum' || (PAID.test(one.excerpt) && found.every((other) => isBeside(entered, other)));
}

const isBeside = (entered: unknown, { value, label }: Found<unknown>): boolean =>
  value === entered || label === 'voucherAmount' || label === 'selfPaid';

/** Whether what may be a value says another beside the entered one: another day at a signature, a larger sum than the total. */
export const isContrary = (label: Label, entered: unknown, { value, label: name }: Found<unknown>): boolean =>
  (label === 'signedOn' && name === null && value !== entered) ||
  (label === 'orderAmount' && name === 'sum' && Number(value) > Number(entered));
