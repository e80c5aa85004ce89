import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { orderActivities } from '../../activities/order.ts';
import type { Database } from '../../db/client.ts';
import { getCalendar } from '../../db/reads/calendar.ts';
import { commands } from '../../db/schema/process.ts';
import type { Calendar } from '../../domain/calendar.ts';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import type { OrderChange } from '../../workflows/messages/order.ts';
import { requestOf } from '../roads/order-requests.ts';
import type { RoadRow } from '../roads/order.ts';
import { requests } from './bodies.ts';
import { acceptCommand } from './commands.ts';
import { one } from './scheme.ts';
import type { Scheme } from './scheme.ts';

/** Records steps as the worker does, without Temporal: for tests of what lies in the database afterwards. */
export type Recorder = ReturnType<typeof aRecorder>;

/** A recorder over this database. The calendar is read for each step, unless one is given. */
export function aRecorder(db: Database, calendar?: Calendar) {
  const activities = orderActivities({ db, calendar: () => (calendar ? Promise.resolve(calendar) : getCalendar(db)) });

  /** A person's command, accepted by the portal and ready to be recorded. */
  async function aChange(
    orderId: string,
    who: { id: string },
    asked: OrderRequest | Promise<OrderRequest>,
    plan?: DeadlinePlan,
  ): Promise<OrderChange> {
    const request = await asked;
    const commandId = await acceptCommand(db, { orderId, accountId: who.id, request });
    const { seq } = await activities.loadOrder(orderId, plan);
    return changeOf(orderId, { commandId, step: request.step, actorId: who.id, version: null }, seq, plan);
  }

  /** The refusal's code of a recorded change; null when it is done. */
  async function codeOf({ command }: OrderChange): Promise<string | null> {
    const own = eq(commands.id, command.commandId);
    return (await one(db.select({ code: commands.code }).from(commands).where(own))).code;
  }

  /** Records a change; returns the refusal's code, null when it is done. */
  async function recorded(change: OrderChange): Promise<string | null> {
    await activities.recordOrder(change);
    return codeOf(change);
  }

  /** A row of the road, ready to be recorded. */
  const rowChange = (orderId: string, scheme: Scheme, row: RoadRow): Promise<OrderChange> =>
    aChange(orderId, scheme[row.person], requestOf(requests(db, scheme), row));

  return {
    record: (change: OrderChange) => activities.recordOrder(change),
    aChange,
    rowChange,
    codeOf,
    recorded,
    take: async (...asked: Parameters<typeof aChange>): Promise<string | null> => recorded(await aChange(...asked)),
    /** The clock's reminder, by a plan that has one due. */
    aReminder: async (orderId: string, plan: DeadlinePlan): Promise<OrderChange> => {
      const { seq } = await activities.loadOrder(orderId, plan);
      const commandId = `${orderId}/${seq + 1}/remind`;
      return changeOf(orderId, { commandId, step: 'remind', actorId: null, version: null }, seq, plan);
    },
    /** A new order, taken along these rows by the people of a scheme. @throws Error when a row is refused */
    anOrder: async (scheme: Scheme, rows: readonly RoadRow[]): Promise<string> => {
      const orderId = randomUUID();
      for (const row of rows) {
        const code = await recorded(await rowChange(orderId, scheme, row));
        if (code !== null) throw new Error(`${row.step} is refused: ${code}`);
      }
      return orderId;
    },
  };
}

const changeOf = (
  orderId: string,
  command: OrderChange['command'],
  seq: number,
  plan: DeadlinePlan | undefined,
): OrderChange => ({
  orderId,
  command,
  seq,
  ruling: { allowed: true },
  ...(plan && { plan }),
  now: new Date().toISOString(),
});
