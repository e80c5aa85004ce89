import { workingDaysUsed } from '../calendar.ts';
import type { Calendar } from '../calendar.ts';
import type { Group, TaskKind } from '../task.ts';
import type { Taking } from './effect.ts';
import type { Process, ProcessRow, StepOf } from './process.ts';
import type { StepRow } from './steps.ts';
import { startedAt } from './wait.ts';
import type { Clock } from './wait.ts';

/** What becomes of the open task, and which one is opened instead. */
export interface TaskTurn {
  /** The open task ends: decided, or no longer needed. */
  readonly close: 'done' | 'withdrawn' | null;
  /** The open task stays, free for a second person. */
  readonly release: boolean;
  readonly open: { readonly kind: TaskKind; readonly group: Group; readonly claimedBy: string | null } | null;
}

/**
 * How a step turns the tasks of its subject: a wait that ends closes its task, a wait that begins opens one, a first of two
 * approvals frees it for the second person, and a supplement goes back to the reviewer who asked for it.
 *
 * @source D5, D6
 */
export function taskTurn<Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  before: Row | null,
  after: Row,
  step: StepOf<Bodies>,
): TaskTurn {
  const { endsTask, releases, clock }: StepRow = process.steps[step];
  const had = before ? (process.waitingFor(before)?.task ?? null) : null;
  const waiting = process.waitingFor(after);
  const needs = waiting?.task ?? null;
  if (had === needs) return { close: null, release: releases, open: null };
  const reviewer = clock === 'resumes' ? (before?.clock.paused?.reviewer ?? null) : null;
  return {
    close: had ? endsTask : null,
    release: false,
    open: needs && waiting?.group ? { kind: needs, group: waiting.group, claimedBy: reviewer } : null,
  };
}

/**
 * The clock after a step. A new wait starts anew; it stands still while the applicant supplements, and keeps the whole
 * working days used before.
 *
 * @source D5, D20
 */
export function clockTurn<Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  before: Row,
  after: Row,
  step: StepOf<Bodies>,
  { actor, now }: Pick<Taking, 'actor' | 'now'>,
  calendar: Calendar,
): Clock {
  const { clock } = before;
  const { clock: turn }: StepRow = process.steps[step];
  if (turn === 'pauses') {
    const usedWorkingDays = clock.usedWorkingDays + workingDaysUsed(calendar, clock.since, now);
    return { ...startedAt(now), paused: { usedWorkingDays, fired: clock.fired, reviewer: actor.id } };
  }
  if (turn === 'resumes' && clock.paused) {
    const { usedWorkingDays, fired } = clock.paused;
    return { since: now, usedWorkingDays, fired, paused: null };
  }
  return isSameWait(process, before, after) ? clock : startedAt(now);
}

function isSameWait<Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  before: Row,
  after: Row,
): boolean {
  const [first, second] = [process.waitingFor(before), process.waitingFor(after)];
  return before.state === after.state && first?.step === second?.step;
}
