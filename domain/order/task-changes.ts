import { workingDaysUsed } from '../calendar.ts';
import type { Calendar } from '../calendar.ts';
import type { Instant } from '../day.ts';
import type { Group, TaskKind } from '../task.ts';
import type { Clock, Order } from './order.ts';
import type { OrderStep } from './steps.ts';
import type { Taking } from './effects.ts';
import { waitingFor } from './waiting.ts';

/** What becomes of the open task, and which one is opened instead. */
export interface TaskTurn {
  /** The open task ends: decided, or no longer needed. */
  readonly close: 'done' | 'withdrawn' | null;
  /** The open task stays, free for a second person. */
  readonly release: boolean;
  readonly open: { readonly kind: TaskKind; readonly group: Group; readonly claimedBy: string | null } | null;
}

/** Steps after which the open task has not been decided, only overtaken. */
const OVERTAKING: readonly OrderStep[] = ['withdraw', 'dropChange', 'close'];

/**
 * How a step turns the tasks of its order: a wait that ends closes its task, a wait that begins opens one, a first of two
 * approvals frees it for the second person, and a supplement goes back to the reviewer who asked for it.
 *
 * @source D5, D6
 */
export function taskTurn(before: Order | null, after: Order, step: OrderStep): TaskTurn {
  const had = before ? waitingFor(before)?.task : null;
  const waiting = waitingFor(after);
  const needs = waiting?.task ?? null;
  if (had === needs) return { close: null, release: step === 'approveRedemption', open: null };
  const reviewer = step === 'supplementRedemption' ? (before?.clock.paused?.reviewer ?? null) : null;
  return {
    close: had ? (OVERTAKING.includes(step) ? 'withdrawn' : 'done') : null,
    release: false,
    open: needs && waiting?.group ? { kind: needs, group: waiting.group, claimedBy: reviewer } : null,
  };
}

/**
 * The clock after a step. A new wait starts anew; it stands still while the institution supplements, and keeps the whole
 * working days used before.
 *
 * @source D5, D20
 */
export function clockTurn(
  before: Order,
  after: Order,
  step: OrderStep,
  { actor, now }: Pick<Taking, 'actor' | 'now'>,
  calendar: Calendar,
): Clock {
  const { clock } = before;
  if (step === 'returnRedemption') {
    const usedWorkingDays = clock.usedWorkingDays + workingDaysUsed(calendar, clock.since, now);
    return { ...startedAt(now), paused: { usedWorkingDays, fired: clock.fired, reviewer: actor.id } };
  }
  if (step === 'supplementRedemption' && clock.paused) {
    const { usedWorkingDays, fired } = clock.paused;
    return { since: now, usedWorkingDays, fired, paused: null };
  }
  return sameWait(before, after) ? clock : startedAt(now);
}

/** The clock of a wait that begins now. @source D20 */
export const startedAt = (now: Instant): Clock => ({ since: now, usedWorkingDays: 0, fired: [], paused: null });

function sameWait(before: Order, after: Order): boolean {
  const [first, second] = [waitingFor(before), waitingFor(after)];
  return before.state === after.state && first?.step === second?.step;
}
