import type { Found, Label } from './found.ts';

/**
 * How surely the least sure sign of a value must have been read in a picture, 0 … 1. Amounts and days are short, and one wrong
 * figure is another amount; a long name that agrees in every sign is hardly another.
 */
const SURE_AT_LEAST: Readonly<Record<Label, number>> = {
  contractNumber: 0.8,
  partyA: 0.6,
  partyB: 0.6,
  signedOn: 0.8,
  orderAmount: 0.8,
  voucherAmount: 0.8,
  selfPaid: 0.8,
  invoiceNumber: 0.8,
  invoiceCode: 0.8,
  issuedOn: 0.8,
  invoiceTotal: 0.8,
  seller: 0.6,
  buyer: 0.6,
};
/** What differs accuses somebody: so much surer than a value that agrees. */
const DIFFERS_AT_LEAST = 0.9;

/** Whether a value that agrees with what was entered was read surely enough to say so; what stands in text was, unless its words are garbled. */
export const isSure = (label: Label, { scan, garbled }: Found<unknown>): boolean =>
  !garbled && (!scan || scan.confidence >= SURE_AT_LEAST[label]);

/** The same of a value that differs. */
export const isSureToDiffer = ({ scan, garbled }: Found<unknown>): boolean =>
  !garbled && (!scan || scan.confidence >= DIFFERS_AT_LEAST);
