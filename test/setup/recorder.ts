import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { orderActivities } from '../../activities/order.ts';
import type { Database } from '../../db/client.ts';
import { calendarOf } from '../../db/reads/calendar.ts';
import { commands } from '../../db/schema/order.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import type { OrderChange } from '../../workflows/messages/order.ts';
import { one } from './scheme.ts';

/** Records steps as the worker does, without Temporal: for tests of what lies in the database afterwards. */
export function aRecorder(db: Database) {
  const activities = orderActivities({ db, calendar: () => calendarOf(db) });

  /** A command accepted by the portal, ready to be recorded from where its order stands. */
  async function aChange(
    orderId: string,
    who: { id: string },
    asked: OrderRequest | Promise<OrderRequest>,
  ): Promise<OrderChange> {
    const { step, body } = await asked;
    const commandId = randomUUID();
    await db.insert(commands).values({ id: commandId, accountId: who.id, orderId, step, body });
    const { seq } = await activities.loadOrder(orderId);
    return {
      orderId,
      command: { commandId, step, actorId: who.id, version: null },
      seq,
      ruling: { allowed: true },
      now: new Date().toISOString(),
    };
  }

  /** Records it; answers the refusal's code, null when it is done. */
  async function recorded(change: OrderChange): Promise<string | null> {
    await activities.recordOrder(change);
    const command = eq(commands.id, change.command.commandId);
    return (await one(db.select({ code: commands.code }).from(commands).where(command))).code;
  }

  return {
    aChange,
    recorded,
    take: async (...asked: Parameters<typeof aChange>): Promise<string | null> => recorded(await aChange(...asked)),
  };
}
