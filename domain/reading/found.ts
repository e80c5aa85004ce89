/** Something found in a text, with where it stands and what stands around it. */
export interface Found<V> {
  readonly value: V;
  /** What it is called there, if anything. */
  readonly label: Label | null;
  /** From 1. */
  readonly page: number;
  readonly excerpt: string;
}

/** What a value may be called in a contract. */
export type Label = 'contractNumber' | 'partyA' | 'partyB' | 'signedOn' | 'orderAmount' | 'voucherAmount' | 'selfPaid';

const AROUND = 24;

/** What may stand between a label and its value. */
const BETWEEN =
  '(?:\\((?:含税|不含税|大写|小写|人民币|单位:?元|元|RMB|CNY|以下简称[^()]{1,12})\\)|[:为是共计即]|共计|合计|人民币|大写|小写|RMB|CNY|[¥(_ ])*';

/** A pattern that ends where a value that is so called would begin. */
export const calledBy = (names: string): RegExp => new RegExp(`(?:${names})${BETWEEN}$`, 'u');

/** One match of a text as something found: its label from what stands before it, its excerpt from both sides. */
export function foundAt<V>(
  text: string,
  { index, length }: { readonly index: number; readonly length: number },
  value: V,
  labels: readonly (readonly [Label, RegExp])[],
): Omit<Found<V>, 'page'> {
  const before = text.slice(Math.max(0, index - AROUND * 2), index);
  const label = labels.find(([, called]) => called.test(before))?.[0] ?? null;
  const excerpt = text.slice(Math.max(0, index - AROUND), index + length + AROUND);
  return { value, label, excerpt };
}
