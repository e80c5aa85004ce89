import type { Fen } from './fen.ts';
import { TASK_KINDS } from './task.ts';
import type { TaskKind } from './task.ts';

/**
 * The scheme's numbers. Each set is dated; an order keeps the one in force when it was placed, for its whole life.
 */
export interface RuleSet {
  /** Largest share of the actual amount that may be redeemed, whole percent. @source L152, D1 */
  readonly redeemPercent: number;
  /** What V > r × O does at payment: ask for a tick, or refuse. @source D1 */
  readonly ratioPolicy: 'WARN' | 'BLOCK';
  /** What an invoice does that stands in another live redemption; a set of a former release has no word: refused. @source D41 */
  readonly invoiceReuse?: 'REFUSE' | 'WARN';
  /** A redemption of this much or more needs two persons of the center. @source D6 */
  readonly secondPersonFromFen: Fen;
  /** Working days for each kind of task. A set of a former release has none for kinds that came later. @source D20 */
  readonly taskWorkingDays: Readonly<Partial<Record<TaskKind, number>>>;
  /** Days after which the parties of an unpaid order are reminded. @source D20, L134 */
  readonly unpaidReminderDays: number;
  /** Days after which an unpaid order closes by itself; null: never. @source D20, L134 */
  readonly unpaidCloseDays: number | null;
  /** Reminders before useBy and redeemBy, in days, largest first. @source D20 */
  readonly deadlineReminderDays: readonly number[];
}

/** The working days a task has under a rule set. @source D20 */
export const workingDaysFor = ({ taskWorkingDays }: Pick<RuleSet, 'taskWorkingDays'>, kind: TaskKind): number =>
  taskWorkingDays[kind] ?? TASK_KINDS[kind].workingDays;
