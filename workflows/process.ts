import {
  CancellationScope,
  condition,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ActivityFunction } from '@temporalio/common';
import type { Instant } from '../domain/day.ts';
import { isOpen } from '../domain/process/permissions.ts';
import { isClockStep, isOver } from '../domain/process/steps.ts';
import type { SubjectType } from '../domain/process/subject.ts';
import type { DeadlinePlan } from '../domain/process/wait.ts';
import { ALLOWED } from '../domain/ruling.ts';
import {
  caseDetails,
  identityAttributes,
  signalDescription,
  standingAttributes,
  stepSummary,
  timerSummary,
} from './labels.ts';
import type { Labelled } from './labels.ts';
import { LOOK_AGAIN, NOT_BEGUN } from './messages/process.ts';
import type { Change, Command, Position, ProcessInput, Recorded } from './messages/process.ts';

/** What the workflow of a process is: the tables of `domain/`, and the names of its two activities. */
export interface WorkflowDefinition extends Labelled {
  readonly type: SubjectType;
  /** The activity that reads the position: `(subjectId, plan?) → Position`. Never renamed. */
  readonly load: string;
  /** The activity that records a change: `(payload) → Recorded`. Never renamed. */
  readonly record: string;
  /** The payload of `record`, where recorded histories have another shape than {@link Change}. */
  readonly payloadOf?: (change: Change) => object;
}

type Activities = Readonly<Record<string, ActivityFunction<never[], unknown>>>;

const quick = proxyLocalActivities<Activities>({
  startToCloseTimeout: '2s',
  retry: { initialInterval: '100ms', maximumAttempts: 3 },
});
const patient = proxyActivities<Activities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/**
 * One subject of a process, from its first step until nothing waits any more. Signals fill the inbox; the loop alone takes from
 * it, one command at a time, and records each in one transaction. The execution ends when the subject is final or at rest and
 * the inbox is empty; the next click brings it back. A cancel from Temporal Web has no effect: only a step ends a case.
 *
 * @returns the position the execution ended in
 * @source L88, D3
 */
export const runProcess = (definition: WorkflowDefinition, input: ProcessInput): Promise<Position> =>
  CancellationScope.nonCancellable(() => live(definition, input));

async function live(definition: WorkflowDefinition, input: ProcessInput): Promise<Position> {
  const inbox: Command[] = [];
  for (const step of Object.values(definition.steps))
    setHandler(
      defineSignal<[unknown]>(step.signal),
      (sent) => {
        if (isClick(definition, sent)) inbox.push(sent);
      },
      { description: signalDescription(step) },
    );

  let stale = false;
  setHandler(
    defineSignal(LOOK_AGAIN),
    () => {
      stale = true;
    },
    { description: '重新读取状态与期限' },
  );

  let at = input.clicked && inbox.length > 0 ? NOT_BEGUN : await loadPosition(definition, input);
  let answered = false;
  const alarm = createAlarm((position, now) => timerSummary(definition, position, now));
  const show = createDisplay(definition);
  if (at.state !== null && !isFinal(definition, at)) show(at, true); // a case that comes back

  /** The one place that moves. Where the row was ahead, its position is adopted and the command asked again. */
  async function enter(command: Command): Promise<void> {
    const { settled, position } = await recordCommand(definition, input, at, command);
    if (!settled) inbox.unshift(command);
    const moved = position.state !== at.state || position.waiting?.step !== at.waiting?.step;
    at = position;
    answered = true;
    show(at, moved);
  }

  while (inbox.length > 0 || !hasNothingToWaitFor(definition, at, answered)) {
    alarm.setFor(at);
    await condition(() => inbox.length > 0 || stale || isDue(at) || alarm.isLaterThan(at.due));
    if (stale) {
      stale = false;
      at = await loadPosition(definition, input);
      show(at, true);
    }
    const next = inbox.shift() ?? fallenDue(input.subjectId, at);
    if (next) await enter(next);
  }
  return at;
}

const isFinal = ({ states }: Labelled, { state }: Position): boolean => state !== null && states[state]?.final === true;

/** Final; at rest, with no deadline later; or never begun, since the step that would have begun it was refused. */
function hasNothingToWaitFor(definition: Labelled, at: Position, answered: boolean): boolean {
  if (at.state === null) return answered;
  return isFinal(definition, at) || (isOver(definition, at.state) && at.due === null);
}

/** Operators can send anything from Temporal Web. What is no person's click could never be recorded, and would hold up the case. */
function isClick({ steps }: Labelled, sent: unknown): sent is Command {
  const { commandId, step, actorId, version } = (sent ?? {}) as Partial<Record<keyof Command, unknown>>;
  if (typeof step !== 'string' || !Object.hasOwn(steps, step)) return false;
  const isSomeones = steps[step]?.visitor === true ? actorId === null : isUuid(actorId);
  return isUuid(commandId) && isSomeones && (version === null || typeof version === 'number');
}

const isUuid = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/**
 * What Temporal Web shows of the case. Its attributes cost an event, and are renewed only when it moved; what a run is found by
 * is said once.
 */
function createDisplay(definition: Labelled): (at: Position, moved: boolean) => void {
  let isIdentified = false;
  return (at, moved) => {
    setCurrentDetails(caseDetails(definition, at));
    if (!moved) return;
    const identity = isIdentified ? {} : identityAttributes(at);
    isIdentified = isIdentified || at.facts !== null;
    upsertSearchAttributes({ ...identity, ...standingAttributes(definition, at) });
  };
}

type Load = (subjectId: string, plan?: DeadlinePlan) => Promise<Position>;

/** An argument that is undefined would be a payload that Temporal Web cannot read. */
function loadPosition({ load }: WorkflowDefinition, { subjectId, plan }: ProcessInput): Promise<Position> {
  const args: [string, DeadlinePlan?] = plan ? [subjectId, plan] : [subjectId];
  return (quick[load] as unknown as Load)(...args).catch(() => (patient[load] as unknown as Load)(...args));
}

interface Recording {
  executeWithOptions(options: { readonly summary: string }, args: readonly [object]): Promise<Recorded>;
}

/** Three quick tries in the worker, then as long as it takes: an outage of the database must not grow the history. */
function recordCommand(
  definition: WorkflowDefinition,
  { subjectId, plan }: ProcessInput,
  at: Position,
  command: Command,
): Promise<Recorded> {
  const { record, payloadOf = (change) => change } = definition;
  const ruling = isClockStep(command.step) ? ALLOWED : isOpen(definition, at, command.step, command.version);
  const payload = payloadOf({
    subjectId,
    command,
    seq: at.seq,
    ruling,
    ...(plan && { plan }),
    now: new Date().toISOString(),
  });
  const call = { summary: stepSummary(definition, command) };
  return (quick[record] as unknown as Recording)
    .executeWithOptions(call, [payload])
    .catch(() => (patient[record] as unknown as Recording).executeWithOptions(call, [payload]));
}

const dueTime = (due: Position['due']): number => (due ? Date.parse(due.at) : Infinity);

const isDue = (at: Position): boolean => Date.now() >= dueTime(at.due);

/** The clock's command, when its deadline has come. Its id is the same on every attempt. */
const fallenDue = (subjectId: string, at: Position): Command | undefined =>
  at.due && isDue(at)
    ? { commandId: `${subjectId}/${at.seq + 1}/${at.due.step}`, step: at.due.step, actorId: null, version: null }
    : undefined;

/** One alarm: set again only for an earlier instant and never cancelled. A timer per state would break the event budget. */
function createAlarm(summaryOf: (at: Position, now: Instant) => string) {
  let wakesAt = Infinity;
  return {
    setFor(at: Position): void {
      const { due } = at;
      const time = dueTime(due);
      if (time >= wakesAt) return;
      wakesAt = time;
      void sleep(Math.max(1, time - Date.now()), { summary: summaryOf(at, new Date().toISOString()) }).then(() => {
        if (wakesAt === time) wakesAt = Infinity;
      });
    },
    /** Whether it will ring too late for this deadline: it rang for an earlier one, and must be set again. */
    isLaterThan: (due: Position['due']): boolean => dueTime(due) < wakesAt,
  };
}
