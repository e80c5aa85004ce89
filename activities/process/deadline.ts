import { dayOf } from '../../domain/day.ts';
import { nextDeadline, noticeOfDeadline, storedWait } from '../../domain/process/deadlines.ts';
import { rowAfter } from '../../domain/process/effect.ts';
import type { ProcessRow } from '../../domain/process/process.ts';
import { clockOfTurn, endedClock, renewedTurn } from '../../domain/process/task-changes.ts';
import { writeTogether } from '../../db/driver/write.ts';
import { queueNotices } from '../../db/writes/notification.ts';
import { appendEvent } from '../../db/writes/process.ts';
import type { Adapter, ProcessRecord } from './adapter.ts';
import { positionOf } from './position.ts';
import type { Outcome, Recording } from './recording.ts';
import { changeOf, isKept, recipientsOf, turnTasksOf } from './step.ts';

/**
 * Does what the clock has to do now: remind, tell supervisors or admin, end the turn of parties whose time is over, end what
 * nobody answered. A deadline that no longer holds, since a person was first, is passed over in silence.
 *
 * @source D20
 */
export async function fireDeadline<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  { tx, change, calendar }: Recording,
  record: Rec,
): Promise<Outcome> {
  const { process } = adapter;
  const before = adapter.rowOf(record);
  const { now, plan } = change;
  const deadline = nextDeadline(process, before, calendar, plan, record.dueAt);
  if (!deadline || deadline.step !== change.command.step || deadline.at > now)
    return { position: positionOf(adapter, before, record.dueAt, calendar, plan) };

  const { step } = deadline;
  const expired = step === 'expire' ? process.expired(before, { now, today: dayOf(now) }) : null;
  if (expired && expired.movements.length > 0) throw new Error(`${process.type} ${before.id} expires with money on it`); // only unpaid orders do
  if (expired && record.task) throw new Error(`${process.type} ${before.id} expires with an open task`); // reviews never expire
  const fired = { ...before, clock: { ...before.clock, fired: [...before.clock.fired, deadline.name] } };
  const clock = step === 'endTurn' ? endedClock(process, fired, now) : fired.clock;
  const facts: Partial<Row> = expired?.facts ?? {};
  const moved: Row = { ...rowAfter(before, { facts, content: expired !== null }), clock };
  const turn = renewedTurn(process.waitingFor(moved), record.task?.kind ?? null);
  const after: Row = { ...moved, clock: clockOfTurn(clock, turn, now) };
  const wait = storedWait(process, after, calendar, isKept(record, turn) ? record.dueAt : null);
  const reason = expired && 'remark' in after && typeof after.remark === 'string' ? after.remark : null;
  const subject = { type: process.type, id: before.id };
  await writeTogether(tx, [
    adapter.advance(before.id, before.seq, changeOf(after, facts, wait, now)),
    appendEvent(adapter.events, process.type, {
      subjectId: before.id,
      seq: after.seq,
      commandId: change.command.commandId,
      step,
      fromState: before.state,
      toState: after.state,
      version: after.version,
      reason,
      body: { deadline: deadline.name, at: deadline.at },
      at: now,
    }),
    ...turnTasksOf(adapter, turn, { record, before, after, actorId: null, now, dueAt: wait.dueAt }),
    queueNotices(subject, recipientsOf(adapter, after), {
      event: noticeOfDeadline(process, deadline, before),
      facts: adapter.noticeFactsOf(after, record, reason),
      actorId: null,
      at: now,
    }),
  ]);
  return { position: positionOf(adapter, after, wait.dueAt, calendar, plan) };
}
