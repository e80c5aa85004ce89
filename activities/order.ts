import type { Calendar } from '../domain/calendar.ts';
import { isRefusalCode } from '../domain/refusals.ts';
import type { Role } from '../domain/role.ts';
import type { Database } from '../db/client.ts';
import { fileOf, orderFile } from '../db/reads/order.ts';
import type { OrderFile } from '../db/reads/order.ts';
import { askedCommand, eventOf, lockedOrderFiles, refusalBehind, settleCommand } from '../db/writes/order.ts';
import { lockedTask } from '../db/writes/task.ts';
import type { OrderActivities, Recorded } from '../workflows/messages/order.ts';
import { fireDeadline } from './clock.ts';
import { placeOrder } from './placing.ts';
import { NOT_BEGUN, positionOf } from './position.ts';
import type { Outcome, Recording } from './recording.ts';
import { takeStep } from './step.ts';

export interface OrderDeps {
  readonly db: Database;
  /** The calendar as it is now; read anew every minute at most. */
  readonly calendar: () => Promise<Calendar>;
}

/** The activities of the order workflow over PostgreSQL. */
export const orderActivities = ({ db, calendar }: OrderDeps): OrderActivities => ({
  async loadOrder(orderId, plan) {
    const file = await orderFile(db, orderId);
    return file ? positionOf(file.order, file.dueAt, await calendar(), plan) : NOT_BEGUN;
  },

  /**
   * One transaction with three answers: the command has its outcome already; the row is ahead of the workflow; or the step
   * is recorded, or refused. Running it twice, or two of it at once, is the same as once.
   */
  async recordOrder(change) {
    const known = await calendar();
    try {
      return await db.transaction((tx) => recorded({ tx, change, calendar: known }));
    } catch (error) {
      const code = refusalBehind(error);
      if (!code) throw error;
      await settleCommand(db, { command: change.command.commandId, order: change.orderId, code }, change.now);
      const file = await orderFile(db, change.orderId);
      return { settled: true, position: file ? positionOf(file.order, file.dueAt, known, change.plan) : NOT_BEGUN };
    }
  },
});

async function recorded(recording: Recording): Promise<Recorded> {
  const { tx, change, calendar } = recording;
  const person = change.command.actorId !== null;
  const [[row], [task], [asked], [done]] = await Promise.all([
    lockedOrderFiles(tx, change.orderId),
    lockedTask(tx, change.orderId),
    person ? askedCommand(tx, change.orderId, change.command) : [],
    person ? [] : eventOf(tx, change.command.commandId),
  ]);
  const file = row && { ...fileOf(row), task: task ?? null };
  const position = file ? positionOf(file.order, file.dueAt, calendar, change.plan) : NOT_BEGUN;
  const answered = person ? asked?.state !== 'accepted' : done !== undefined; // a command nobody gave is as good as answered
  if (answered) return { settled: true, position };
  if (position.seq !== change.seq) return { settled: false, position };

  const outcome = await taken(recording, file, asked);
  if ('position' in outcome) return { settled: true, position: outcome.position };
  await settleCommand(
    tx,
    { command: change.command.commandId, order: change.orderId, code: outcome.refused },
    change.now,
  );
  return { settled: true, position };
}

type Command = Awaited<ReturnType<typeof askedCommand>>[number];

function taken(
  recording: Recording,
  file: OrderFile | undefined,
  asked: Command | undefined,
): Promise<Outcome> | Outcome {
  const { ruling } = recording.change;
  if (!ruling.allowed) return { refused: isRefusalCode(ruling.code) ? ruling.code : 'order.wrong-state' };
  if (!asked) return file ? fireDeadline(recording, file) : { position: NOT_BEGUN };
  if (asked.actor.active !== 'yes') return { refused: 'account.not-allowed' };
  const person = { body: asked.body, actor: { ...asked.actor, roles: asked.actor.roles as readonly Role[] } }; // the table's own check knows no other roles
  if (file) return takeStep(recording, file, person);
  return recording.change.command.step === 'place' ? placeOrder(recording, person) : { refused: 'order.not-found' };
}
