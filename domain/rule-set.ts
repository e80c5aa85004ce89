import type { Fen } from './fen.ts';

/**
 * The scheme's numbers. Each set is dated; an order keeps the one in force when it was placed, for its whole life.
 */
export interface RuleSet {
  /** Largest share of the actual amount that may be redeemed, whole percent. @source L152, D1 */
  readonly redeemPercent: number;
  /** What V > r × O does at payment: ask for a tick, or refuse. @source D1 */
  readonly ratioPolicy: 'WARN' | 'BLOCK';
  /** A redemption of this much or more needs two persons of the center. @source D6 */
  readonly secondPersonFromFen: Fen;
  /** Working days for each kind of task. @source D20 */
  readonly taskWorkingDays: Readonly<
    Record<'paymentReview' | 'redemptionReview' | 'supplement' | 'payout' | 'contractChange', number>
  >;
  /** Days after which the parties of an unpaid order are reminded. @source D20, L134 */
  readonly unpaidReminderDays: number;
  /** Days after which an unpaid order closes by itself; null: never. @source D20, L134 */
  readonly unpaidCloseDays: number | null;
  /** Reminders before useBy and redeemBy, in days, largest first. @source D20 */
  readonly deadlineReminderDays: readonly number[];
}
