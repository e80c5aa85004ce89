import type { Calendar } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/day.ts';
import { dueAtOf, nextDeadline } from '../../domain/process/deadlines.ts';
import type { ProcessRow } from '../../domain/process/process.ts';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { Position } from '../../workflows/messages/process.ts';
import type { Adapter, ProcessRecord } from './adapter.ts';

/** What the workflow learns of its subject: never names, texts or accounts. */
export function positionOf<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  { process, factsOf }: Adapter<Row, Bodies, Rec>,
  row: Row,
  dueAt: Instant | null,
  calendar: Calendar,
  plan?: DeadlinePlan,
): Position {
  const due = nextDeadline(process, row, calendar, plan, dueAt);
  const waiting = process.waitingFor(row);
  return {
    state: row.state,
    version: row.version,
    seq: row.seq,
    due: due && { step: due.step, at: due.at },
    waiting: waiting && {
      role: waiting.role,
      ...(waiting.also && { also: waiting.also }),
      step: waiting.step,
      ...(waiting.task && { task: waiting.task }),
      until: dueAt,
    },
    facts: factsOf(row),
  };
}

/** What every row stores of the wait it is in. */
export interface WaitColumns {
  readonly waitingRole: string | null;
  readonly waitingAlso: string | null;
  readonly waitingStep: string | null;
  readonly dueAt: Instant | null;
}

/**
 * What a row stores of the wait it is in, so that lists need not derive it.
 *
 * @param kept when the open task falls due that goes on; null when there is none, or another one
 */
export function waitColumns<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  { process }: Adapter<Row, Bodies, Rec>,
  row: Row,
  calendar: Calendar,
  kept: Instant | null,
): WaitColumns {
  const waiting = process.waitingFor(row);
  return {
    waitingRole: waiting?.role ?? null,
    waitingAlso: waiting?.also ?? null,
    waitingStep: waiting?.step ?? null,
    dueAt: kept ?? dueAtOf(process, row, calendar),
  };
}
