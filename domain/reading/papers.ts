import type { AttachmentKind } from '../attachment.ts';
import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import { openChange } from '../order/order.ts';
import type { Order } from '../order/order.ts';
import type { OrderStep } from '../order/steps.ts';
import type { TaskKind } from '../task.ts';
import { comparisonOf } from './comparison.ts';
import type { Compared } from './comparison.ts';
import { enteredChange, enteredContract, enteredInvoice } from './entered.ts';
import type { Entered, Names } from './entered.ts';
import { CONTRACT_LABELS } from './found.ts';
import type { Label } from './found.ts';
import type { Reading, Unreadable, Unseen } from './reading.ts';

/** The papers of an order that are compared with what was entered beside them. @source L84, L165, D13 */
export type PaperKind = 'contract' | 'agreement' | 'invoice';

/** A paper of an order, and what was entered beside it. */
export interface Paper {
  readonly attachmentId: string;
  readonly entered: Entered;
}

/** Which papers are reviewed in the tasks of each kind; in others none are. */
export const PAPERS_OF_TASK: Readonly<Partial<Record<TaskKind, PaperKind>>> = {
  paymentReview: 'contract',
  contractChange: 'agreement',
  redemptionReview: 'invoice',
};

/** Which papers a decision is about; with others none are. */
export const PAPERS_OF_STEP: Readonly<Partial<Record<OrderStep, PaperKind>>> = {
  approvePayment: 'contract',
  rejectPayment: 'contract',
  approveChange: 'agreement',
  rejectChange: 'agreement',
  approveRedemption: 'invoice',
  returnRedemption: 'invoice',
  rejectRedemption: 'invoice',
};

/** What is compared in a file of each kind that is read; other kinds are not. @source L84, L165, D13 */
export const LABELS_OF_FILE: Readonly<Partial<Record<AttachmentKind, readonly Label[]>>> = {
  contract: CONTRACT_LABELS,
  supplementaryAgreement: CONTRACT_LABELS.filter((label) => label !== 'signedOn'),
  invoice: ['invoiceNumber', 'invoiceCode', 'issuedOn', 'invoiceTotal', 'seller', 'buyer'],
};

/** The papers of an order of one kind, in the order in which they were entered. */
export function papersOf(kind: PaperKind, order: Order, names: Names): Paper[] {
  const { contract, claim, changes } = order;
  switch (kind) {
    case 'contract': {
      const entered = enteredContract(order, names);
      return contract && entered ? [{ attachmentId: contract.attachmentId, entered }] : [];
    }
    case 'agreement': {
      const change = openChange(order) ?? changes.at(-1);
      const entered = change && enteredChange(order, change, names);
      return change && entered ? [{ attachmentId: change.attachmentId, entered }] : [];
    }
    case 'invoice':
      return (claim?.invoices ?? []).map((invoice) => ({
        attachmentId: invoice.attachmentId,
        entered: enteredInvoice(invoice, names),
      }));
  }
}

/** A paper as a decision found it: what had been read of it, beside what was entered. */
export interface DecidedPaper {
  readonly attachmentId: string;
  /** `unread`: nothing had been read of it yet. */
  readonly state: 'read' | 'unread' | Unreadable;
  readonly compared: readonly DecidedValue[];
  /** What it held that nobody sees, and how many pages were not read to their end; absent where there was none. */
  readonly unseen?: readonly Unseen[];
  readonly pagesUnread?: number;
}

/** One value of it, with all that the paper said. */
export interface DecidedValue extends Pick<Compared, 'label' | 'entered' | 'outcome'> {
  readonly said: readonly (Fen | Day | string)[];
}

/** A paper beside what has been read of it so far, in the form in which it is kept with a decision. @source L149, D4 */
export function decidedPaper(
  { attachmentId, entered }: Paper,
  read: { readonly reading: Reading | null; readonly unreadable: Unreadable | null } | undefined,
): DecidedPaper {
  const { reading = null, unreadable = null } = read ?? {};
  if (!reading) return { attachmentId, state: unreadable ?? 'unread', compared: [] };
  const { unseen = [], pagesUnread = 0 } = reading;
  const compared = comparisonOf(entered, reading).map(({ places, ...value }) => ({ ...value, said: saidAt(places) }));
  return {
    attachmentId,
    state: 'read',
    compared,
    ...(unseen.length > 0 && { unseen }),
    ...(pagesUnread > 0 && { pagesUnread }),
  };
}

/** What a paper says at these places, each value once. */
export const saidAt = (places: Compared['places']): (Fen | Day | string)[] => [
  ...new Set(places.map(({ value }) => value)),
];
