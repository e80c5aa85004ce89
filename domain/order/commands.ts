import type { Day, Instant } from '../day.ts';
import type { Fen } from '../fen.ts';
import type { Claim, Contract } from './order.ts';
import type { Confirmed, Known } from '../reading/known-difference.ts';
import type { StepRequest } from '../process/steps.ts';
import type { OrderStep } from './steps.ts';

/** What each step says besides who and when. Money in fen, days in Shanghai, files by id. */
export interface OrderBodies {
  /** `placedAt` is given by the sample data alone. */
  place: {
    productId: string;
    voucherLineId: string;
    expectedAmountFen: Fen | null;
    note: string | null;
    placedAt?: Instant;
  };
  confirmPrice: { orderAmountFen: Fen };
  pay: Known & { voucherAmountFen: Fen; contract: Contract; shortfallAccepted: boolean };
  withdraw: Record<never, never>;
  approvePayment: Confirmed & { comment: string | null };
  rejectPayment: { reason: string };
  requestRedemption: Known & Claim;
  returnRedemption: { reason: string };
  /** `comment` is what the institution answers the reviewer; events of former releases have none. */
  supplementRedemption: Known & Claim & { comment?: string | null };
  approveRedemption: Confirmed & { amountFen: Fen; reason: string | null };
  rejectRedemption: { reason: string; final: boolean };
  /** `batchLineId` is given when a line of a batch is marked paid. */
  recordPayout: { amountFen: Fen; paidOn: Day; reference: string; batchLineId?: string };
  /** A line of a batch that the bank has not paid, and why. */
  failPayout: { batchLineId: string; reason: string };
  /** `comment` says what changes. */
  proposeChange: Known & {
    orderAmountFen: Fen;
    voucherAmountFen: Fen;
    attachmentId: string;
    comment?: string | null;
  };
  acceptChange: { changeId: string };
  approveChange: Confirmed & { changeId: string };
  rejectChange: { changeId: string; reason: string };
  dropChange: { changeId: string };
  close: { reason: string };
  dropClosure: { reason: string };
}

/** A step someone asks for, with its body. */
export type OrderRequest<S extends OrderStep = OrderStep> = StepRequest<OrderBodies, S>;
