import type { Day, Instant } from '../day.ts';
import type { Fen } from '../fen.ts';
import type { Texts } from '../language.ts';
import type { ProcessRow } from '../process/process.ts';
import type { Role } from '../role.ts';
import type { OrderState } from './states.ts';

/** What a contract must hold, each ticked by the enterprise. @source L84 */
export const CLAUSES = {
  serviceContent: { zh: '服务内容说明', en: 'Description of the service' },
  charges: { zh: '收费标准及收费金额', en: 'Charging standard and amounts' },
  shortfall: { zh: '未能足额兑付部分的处理方案', en: 'What happens with a part that is not redeemed' },
  signedAndSealed: { zh: '双方签字、盖章并注明日期', en: 'Signed, sealed and dated by both sides' },
} satisfies Record<string, Texts>;

/** What the signed contract says, as entered at payment. @source L84, D11 */
export interface Contract {
  readonly number: string;
  readonly signedOn: Day;
  readonly totalFen: Fen;
  readonly selfPaidFen: Fen;
  /** The three clauses a contract must hold, ticked by the enterprise. @source L84 */
  readonly clauses: { readonly serviceContent: boolean; readonly charges: boolean; readonly shortfall: boolean };
  readonly signedAndSealed: boolean;
  readonly attachmentId: string;
}

export interface Invoice {
  readonly attachmentId: string;
  readonly number: string;
  /** Of invoices whose number has 8 digits; empty for all others, absent in claims of a former release. @source D41 */
  readonly code?: string;
  readonly issuedOn: Day;
  readonly amountFen: Fen;
}

/** What the institution asks to be redeemed, with its proof. @source L165 */
export interface Claim {
  readonly actualAmountFen: Fen;
  readonly serviceStartedOn: Day;
  readonly serviceFinishedOn: Day;
  readonly effect: string;
  readonly invoices: readonly Invoice[];
  readonly attachments: {
    readonly selfPaidProof: readonly string[];
    readonly results: readonly string[];
    readonly process: readonly string[];
  };
}

/** A center person's consent to pay out `amountFen`. @source D6 */
export interface Approval {
  readonly by: string;
  readonly amountFen: Fen;
  readonly at: Instant;
}

export interface Payout {
  readonly amountFen: Fen;
  readonly paidOn: Day;
  readonly reference: string;
  readonly by: string;
  readonly at: Instant;
}

/** A supplementary agreement under way or settled. @source L84, D13 */
export interface ContractChange {
  readonly id: string;
  readonly state: 'proposed' | 'accepted' | 'approved' | 'rejected' | 'dropped';
  readonly orderAmountFen: Fen;
  readonly voucherAmountFen: Fen;
  readonly attachmentId: string;
  /** What changes, in the institution's words. */
  readonly comment?: string | null;
  readonly proposedAt: Instant;
}

/** Who wants the order closed: one entry closes it, or three agree on it. @source D3 */
export interface Closure {
  readonly agreedBy: readonly {
    readonly role: Role;
    readonly by: string;
    readonly reason: string;
    readonly at: Instant;
  }[];
  readonly closedAt: Instant | null;
}

/** Everything the rules ask about an order, and nothing else. Amounts: P ≥ O ≥ V, R ≤ min(V, ⌊r × A⌋). @source L99, L152 */
export interface Order extends ProcessRow<OrderState> {
  readonly number: string;
  readonly institutionId: string;
  readonly enterpriseId: string;
  /** The park the enterprise belongs to. */
  readonly parkId: string;
  readonly voucherLineId: string;
  readonly grantedOn: Day;
  readonly useBy: Day;
  readonly redeemBy: Day;
  /** P */
  readonly listPriceFen: Fen;
  /** O */
  readonly orderAmountFen: Fen;
  /** V */
  readonly voucherAmountFen: Fen;
  /** Whether it may be paid: ordered at P, or the price confirmed since. @source D7 */
  readonly priceConfirmed: boolean;
  readonly contract: Contract | null;
  readonly paymentApprovedBy: string | null;
  readonly paymentApprovedAt: Instant | null;
  readonly claim: Claim | null;
  readonly approvals: readonly Approval[];
  /** R, once decided. */
  readonly redemptionFen: Fen | null;
  readonly payouts: readonly Payout[];
  readonly paidOutFen: Fen;
  /** While the institution supplements a returned redemption. @source D5 */
  readonly returned: boolean;
  readonly changes: readonly ContractChange[];
  readonly closure: Closure | null;
  /** 备注: the last reason, until a positive decision. @source D4 */
  readonly remark: string | null;
}

/** The contract change nobody has settled yet. At most one. @source D13 */
export const openChange = (order: Order): ContractChange | undefined =>
  order.changes.find(({ state }) => state === 'proposed' || state === 'accepted');
