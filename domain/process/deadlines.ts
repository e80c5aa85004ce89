import { dueAfter } from '../calendar.ts';
import type { Calendar } from '../calendar.ts';
import type { Instant } from '../day.ts';
import type { NoticeEvent } from '../notice.ts';
import { workingDaysFor } from '../rule-set.ts';
import { TASK_KINDS } from '../task.ts';
import type { TaskKind } from '../task.ts';
import type { Process, ProcessRow } from './process.ts';
import { storedTurn } from './wait.ts';
import type { Clock, Deadline, DeadlinePlan, StoredWait } from './wait.ts';

/**
 * Everything the clock will do during the current wait, earliest first, fired or not.
 *
 * A review: reminder at 17:30 of the ⌈n/2⌉-th working day, supervisors when due, admin at the ⌈1.5 n⌉-th. Of a wait without a
 * task: what the process says.
 *
 * @param dueAt when the open task falls due as it is recorded: a notice of holidays that is entered later does not move it
 * @source D20
 */
export function deadlinesOf<Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  row: Row,
  calendar: Calendar,
  plan?: DeadlinePlan,
  dueAt: Instant | null = null,
): Deadline[] {
  const task = process.waitingFor(row)?.task ?? null;
  const planned = plan?.[process.phaseOf(row)];
  if (planned)
    return planned.map(({ step, afterMs }) => ({
      name: `${step}-${afterMs}`,
      step,
      at: new Date(Date.parse(row.clock.since) + afterMs).toISOString(),
      of: task ? 'task' : 'parties',
    }));
  const rows = [...(task ? taskDeadlines(task, row, calendar, dueAt) : []), ...process.partyDeadlines(row)];
  return rows.toSorted((first, second) => (first.at === second.at ? 0 : first.at < second.at ? -1 : 1));
}

/** The next thing the clock will do; null when it has nothing left to do in this wait. @source D20 */
export const nextDeadline = <Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  row: Row,
  calendar: Calendar,
  plan?: DeadlinePlan,
  dueAt: Instant | null = null,
): Deadline | null =>
  deadlinesOf(process, row, calendar, plan, dueAt).find(({ name }) => !row.clock.fired.includes(name)) ?? null;

/** When the open task of a subject falls due; null when there is none. @source D20 */
export function taskDueAt<Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  row: Row,
  calendar: Calendar,
): Instant | null {
  const task = process.waitingFor(row)?.task;
  return task ? nthDay(row.clock, calendar, workingDaysFor(row.rules, task)) : null;
}

/** Until when whoever must act has time; null where nothing ends. @source D20 */
export const dueAtOf = <Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  row: Row,
  calendar: Calendar,
): Instant | null => process.waitingFor(row) && (taskDueAt(process, row, calendar) ?? process.partyDueAt(row));

/**
 * What a row stores of the wait it is in.
 *
 * @param kept when the open task falls due that goes on; null when there is none, or another one
 * @source D20
 */
export const storedWait = <Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  row: Row,
  calendar: Calendar,
  kept: Instant | null,
): StoredWait => ({ ...storedTurn(process.waitingFor(row)), dueAt: kept ?? dueAtOf(process, row, calendar) });

/** 17:30 of the n-th working day of the wait, counted without its pauses; at once when those days are used up. */
const nthDay = ({ since, usedWorkingDays }: Clock, calendar: Calendar, count: number): Instant =>
  count > usedWorkingDays ? dueAfter(calendar, since, count - usedWorkingDays) : since;

function taskDeadlines(
  task: TaskKind,
  { clock, rules }: ProcessRow,
  calendar: Calendar,
  dueAt: Instant | null,
): Deadline[] {
  const days = workingDaysFor(rules, task);
  const at = (count: number): Instant => nthDay(clock, calendar, count);
  const remind: Deadline = { name: 'remind', step: 'remind', at: at(Math.ceil(days / 2)), of: 'task' };
  if (TASK_KINDS[task].applicants) return [remind];
  return [
    remind,
    { name: 'overdue', step: 'overdue', at: dueAt ?? at(days), of: 'task' },
    { name: 'escalate', step: 'escalate', at: at(Math.ceil(1.5 * days)), of: 'task' },
  ];
}

/** What people are told when a deadline fires. @source D20 */
export function noticeOfDeadline<Row extends ProcessRow, Bodies extends object>(
  { clockNotices, waitingFor }: Pick<Process<Row, Bodies>, 'clockNotices' | 'waitingFor'>,
  { step, of }: Pick<Deadline, 'step' | 'of'>,
  row: Row,
): NoticeEvent {
  if (step === 'expire') return clockNotices.expired;
  if (step === 'endTurn' && clockNotices.turnEnded) return clockNotices.turnEnded(row);
  if (of === 'parties' || !waitingFor(row)?.task) return clockNotices.near;
  return step === 'remind' ? 'task.reminder' : step === 'overdue' ? 'task.overdue' : 'task.escalated';
}
