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
}

/** What a value may be called in a contract. */
export type Label = 'contractNumber' | 'partyA' | 'partyB' | 'signedOn' | 'orderAmount' | 'voucherAmount' | 'selfPaid';

/** What a value is called in a text: one of those compared, a sum of something, or something else that is none of them. */
export type Name = Label | 'sum' | 'other';

const AROUND = 24;

/** What may stand between a label and its value. */
const BETWEEN =
  '(?:\\((?:含税|不含税|大写|小写|人民币|(?:单位:?)?[万亿]?元|RMB|CNY|以下简称[^()]{1,12})\\)|[:为是共计即]|共计|合计|人民币|大写|小写|RMB|CNY|[¥(_ ])*';

/** A pattern that ends where a value that is so called would begin. */
export const calledBy = (names: string): RegExp => new RegExp(`(?:${names})${BETWEEN}$`, 'u');

/** One match of a text as something found: its label from what stands before it, its excerpt from both sides. */
export function foundAt<V>(
  text: string,
  { index, length }: { readonly index: number; readonly length: number },
  value: V,
  labels: readonly (readonly [Name, RegExp])[],
): Omit<Found<V>, 'page'> {
  const before = text.slice(Math.max(0, index - AROUND * 2), index);
  const label = labels.find(([, called]) => called.test(before))?.[0] ?? null;
  const excerpt = text.slice(Math.max(0, index - AROUND), index + length + AROUND);
  return { value, label, excerpt };
}
