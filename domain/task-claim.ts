import { shareCreditCode } from './credit-code.ts';
import type { Actor } from './role.ts';
import { all, refuseIf } from './ruling.ts';
import type { Ruling } from './ruling.ts';
import { TASK_KINDS } from './task.ts';
import type { TaskKind, TaskState } from './task.ts';

/** A task as far as holding it is concerned. */
interface HeldTask {
  readonly kind: TaskKind;
  readonly state: TaskState;
  readonly claimedBy: string | null;
}

/** The same, with what its order says about who may decide. */
export interface ClaimableTask extends HeldTask {
  readonly creditCodes: readonly string[];
  /** Who has approved this redemption already. */
  readonly approvedBy: readonly string[];
}

/**
 * Whether a member of the task's group may claim it. Claiming one's own again is allowed.
 *
 * @returns allowed, or the first of: `task.no-claim`, `task.not-open`, `order.declared-company`, `task.claimed-by-another`, `redemption.second-person-needed`
 * @source D5, D6
 */
export const mayClaimTask = (
  task: ClaimableTask,
  { id, declaredCreditCodes }: Pick<Actor, 'id' | 'declaredCreditCodes'>,
): Ruling =>
  all(
    isHeldAtAll(task),
    refuseIf(shareCreditCode(task.creditCodes, declaredCreditCodes), 'order.declared-company'),
    refuseIf(task.claimedBy !== null && task.claimedBy !== id, 'task.claimed-by-another'),
    refuseIf(task.kind === 'redemptionReview' && task.approvedBy.includes(id), 'redemption.second-person-needed'),
  );

/**
 * Whether someone may give a task back to its group.
 *
 * @returns allowed, or the first of: `task.no-claim`, `task.not-open`, `task.not-claimed-by-you`
 * @source D6
 */
export const mayReleaseTask = (task: HeldTask, { id }: Pick<Actor, 'id'>): Ruling =>
  all(isHeldAtAll(task), refuseIf(task.claimedBy !== id, 'task.not-claimed-by-you'));

/** A supplement is every member's; what is decided is nobody's any more. @source D5 */
const isHeldAtAll = ({ kind, state }: HeldTask): Ruling =>
  all(
    refuseIf(TASK_KINDS[kind].applicants, 'task.no-claim'),
    refuseIf(state === 'done' || state === 'withdrawn', 'task.not-open'),
  );
