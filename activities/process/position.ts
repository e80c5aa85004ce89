import type { Calendar } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/day.ts';
import { nextDeadline } from '../../domain/process/deadlines.ts';
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
