import { workingDaysUsed } from '../calendar.ts';
import type { Calendar } from '../calendar.ts';
import type { Instant } from '../day.ts';
import type { Group, TaskKind } from '../task.ts';
import type { Taking } from './effect.ts';
import type { Process, ProcessRow, StepOf } from './process.ts';
import type { StepRow } from './steps.ts';
import { startedAt } from './wait.ts';
import type { Clock, Waiting } from './wait.ts';

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
 * approvals frees it for the second person, and a supplement goes back to the reviewer who asked for it. A task that waits for
 * this very step is decided by it.
 *
 * @param had the kind of the task that is open: a subject that a former release recorded may have another than the rule now says
 * @source D3, D5, D6
 */
export function taskTurn<Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  before: Row | null,
  after: Row,
  step: StepOf<Bodies>,
  had: TaskKind | null,
): TaskTurn {
  const { endsTask, releases, clock }: StepRow = process.steps[step];
  const waited = before && process.waitingFor(before);
  const reviewer = clock === 'resumes' ? (before?.clock.paused?.reviewer ?? null) : null;
  const ends = waited?.step === step ? 'done' : endsTask;
  const turn = turnOfTasks(had, process.waitingFor(after), ends, reviewer);
  return turn ?? { close: null, release: releases, open: null };
}

/** What becomes of a subject's task without a step, when the rule says that something else is waited for. @source D20 */
export const renewedTurn = (waiting: Waiting | null, had: TaskKind | null): TaskTurn =>
  turnOfTasks(had, waiting, 'withdrawn', null) ?? { close: null, release: false, open: null };

/** Null when what is waited for stands for the task there is, or for none. */
function turnOfTasks(
  had: TaskKind | null,
  after: Waiting | null,
  endsTask: 'done' | 'withdrawn',
  claimedBy: string | null,
): TaskTurn | null {
  const needs = after?.task ?? null;
  if (had === needs) return null;
  return {
    close: had ? endsTask : null,
    release: false,
    open: needs && after?.group ? { kind: needs, group: after.group, claimedBy } : null,
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
  if (isSameWait(process, before, after)) return clock;
  return { ...startedAt(now), ...(clock.ended && before.state === after.state && { ended: clock.ended }) };
}

/** The clock of a wait that goes on, and of one whose task opens only now: that counts from now. @source D20 */
export const clockOfTurn = (clock: Clock, turn: TaskTurn, now: Instant): Clock =>
  turn.open && clock.since !== now ? { ...clock, since: now, usedWorkingDays: 0, fired: [] } : clock;

/**
 * The clock after the turn of the parties has ended. A task that opens counts from now; the other deadlines go on.
 *
 * @source D20
 */
export function endedClock<Row extends ProcessRow, Bodies extends object>(
  { waitingFor }: Pick<Process<Row, Bodies>, 'waitingFor'>,
  row: Row,
  now: Instant,
): Clock {
  const ended: Row = { ...row, clock: { ...row.clock, ended: true } };
  const task = waitingFor(ended)?.task ?? null;
  return task === null || task === waitingFor(row)?.task ? ended.clock : { ...startedAt(now), ended: true };
}

function isSameWait<Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  before: Row,
  after: Row,
): boolean {
  const [first, second] = [process.waitingFor(before), process.waitingFor(after)];
  return before.state === after.state && first?.step === second?.step;
}
