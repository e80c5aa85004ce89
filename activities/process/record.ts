import type { Calendar } from '../../domain/calendar.ts';
import { roleRuling } from '../../domain/process/permissions.ts';
import type { ProcessRow, StepOf } from '../../domain/process/process.ts';
import { isClockStep } from '../../domain/process/steps.ts';
import type { StepRow } from '../../domain/process/steps.ts';
import { isRefusalCode } from '../../domain/refusals.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import { VISITOR } from '../../domain/role.ts';
import type { Actor, Role } from '../../domain/role.ts';
import type { Database, Executor } from '../../db/client.ts';
import { writeTogether } from '../../db/driver/write.ts';
import { selectCommand } from '../../db/reads/said-command.ts';
import type { GivenCommand } from '../../db/reads/said-command.ts';
import { UNSETTLED_COMMANDS } from '../../db/schema/process.ts';
import { hasMoved, selectEvent, refusalBehind, settleCommand } from '../../db/writes/process.ts';
import { NOT_BEGUN } from '../../workflows/messages/process.ts';
import type { Change, ProcessActivities, Recorded } from '../../workflows/messages/process.ts';
import { mark } from '../../way.ts';
import type { Adapter, ProcessRecord } from './adapter.ts';
import { fireDeadline } from './deadline.ts';
import { positionOf } from './position.ts';
import type { Asked, Outcome, Recording } from './recording.ts';
import { takeStep } from './step.ts';

export interface ProcessDeps {
  readonly db: Database;
  /** The calendar as it is now; read anew every minute at most. */
  readonly calendar: () => Promise<Calendar>;
}

/** The two activities behind the workflow of a process, over PostgreSQL. */
export const processActivities = <Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  { db, calendar }: ProcessDeps,
): ProcessActivities => ({
  async load(subjectId, plan) {
    const record = await adapter.find(db, subjectId);
    return record ? positionOf(adapter, adapter.rowOf(record), record.dueAt, await calendar(), plan) : NOT_BEGUN;
  },

  /**
   * One transaction with three answers: the command has its outcome already; the row is ahead of the workflow; or the step
   * is recorded, or refused. Running it twice, or two of it at once, is the same as once.
   */
  async record(change) {
    mark('begun', change.command.commandId);
    const known = await calendar();
    try {
      const recorded = await unmoved(() =>
        db.transaction((tx) => recordChange(adapter, { tx, change, calendar: known })),
      );
      mark('recorded', change.command.commandId);
      return recorded;
    } catch (error) {
      const code = refusalBehind(error);
      if (!code) throw error;
      await settle(db, adapter, change, code);
      const record = await adapter.find(db, change.subjectId);
      const position = record
        ? positionOf(adapter, adapter.rowOf(record), record.dueAt, known, change.plan)
        : NOT_BEGUN;
      return { settled: true, position };
    }
  },
});

/** Of a subject only its own row is held: what has moved beside it is read once more. */
async function unmoved(attempt: () => Promise<Recorded>): Promise<Recorded> {
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!hasMoved(error) || left === 1) throw error;
    }
  }
}

const ATTEMPTS = 5;

async function recordChange<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  recording: Recording,
): Promise<Recorded> {
  const { tx, change, calendar } = recording;
  const { subjectId, command } = change;
  const isPersons = !isClockStep(command.step);
  const subject = { type: adapter.process.type, id: subjectId };
  const [held, [fired]] = await Promise.all([
    adapter.lock(tx, subjectId, isPersons ? command : null),
    isPersons ? [] : selectEvent(tx, adapter.events, command.commandId),
  ]);
  const record = held?.record;
  const asked = held || !isPersons ? held?.asked : (await selectCommand(tx, subject, command))[0];
  mark('read', command.commandId);
  const position = record ? positionOf(adapter, adapter.rowOf(record), record.dueAt, calendar, change.plan) : NOT_BEGUN;
  const isAnswered = isPersons ? !isUnsettled(asked) : fired !== undefined; // one that nobody gave, or that was withdrawn, is as good as answered
  if (isAnswered) return { settled: true, position };
  if (position.seq !== change.seq) return { settled: false, position };

  const outcome = await dispatch(adapter, recording, record, asked);
  if ('position' in outcome) return { settled: true, position: outcome.position };
  await settle(tx, adapter, change, outcome.refused);
  return { settled: true, position };
}

const isUnsettled = (asked: GivenCommand | null | undefined): boolean =>
  UNSETTLED_COMMANDS.some((state) => state === asked?.command.state);

/** What kind of change it is: refused already, the clock's, a step, or one that begins the case. */
function dispatch<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  recording: Recording,
  record: Rec | undefined,
  asked: GivenCommand | null | undefined,
): Promise<Outcome> | Outcome {
  const { type } = adapter.process;
  const { ruling } = recording.change;
  if (!ruling.allowed) return { refused: isRefusalCode(ruling.code) ? ruling.code : `${type}.wrong-state` };
  if (!asked) return record ? fireDeadline(adapter, recording, record) : { position: NOT_BEGUN };
  const actor = actorOf(asked);
  if (!actor) return { refused: 'account.not-allowed' };
  const { body, acceptedAt } = asked.command;
  const person = { body, actor, acceptedAt };
  if (record) return takeStep(adapter, recording, record, person);
  return isBeginning(adapter, recording.change) ? begin(adapter, recording, person) : { refused: `${type}.not-found` };
}

/** Begins a case, where the step that begins it is open to the person's role; the rest of the rule is the adapter's. */
function begin<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  recording: Recording,
  person: Asked,
): Promise<Outcome> | Outcome {
  const step = recording.change.command.step as StepOf<Bodies>; // one that begins: the table was asked
  const ruling = roleRuling(adapter.process, step, person.actor);
  return ruling.allowed ? adapter.begin(recording, person) : { refused: ruling.code };
}

/** Who gave the command, as they are now; undefined when they may no longer act. */
function actorOf({ command, actor }: GivenCommand): Actor | undefined {
  if (command.accountId === null) return VISITOR;
  return actor?.active === 'yes' ? { ...actor, roles: actor.roles as readonly Role[] } : undefined; // the table's own check knows no other roles
}

const stepRow = <Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  { process }: Adapter<Row, Bodies, Rec>,
  { command }: Change,
): StepRow | undefined => (process.steps as Readonly<Record<string, StepRow>>)[command.step];

const isBeginning = <Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  change: Change,
): boolean => stepRow(adapter, change)?.from.length === 0;

/** Gives a command that nothing was written for its outcome. */
const settle = <Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  tx: Executor,
  adapter: Adapter<Row, Bodies, Rec>,
  change: Change,
  code: RefusalCode,
): Promise<void> => {
  const { command, subjectId, now } = change;
  const subject = { type: adapter.process.type, id: subjectId };
  const secret = stepRow(adapter, change)?.secret;
  return writeTogether(tx, [settleCommand({ command: command.commandId, subject, code }, now, secret)]);
};
