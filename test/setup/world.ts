import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { formatYuan } from '../../domain/fen.ts';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { findOrderRecord } from '../../db/reads/order.ts';
import { orderEvents } from '../../db/schema/order.ts';
import { voucherLines } from '../../db/schema/voucher.ts';
import { yuan } from '../makers.ts';
import { requestOf } from '../roads/order-requests.ts';
import { roadTo } from '../roads/order.ts';
import type { RoadRow, Stop } from '../roads/order.ts';
import { requests } from './bodies.ts';
import { testDatabase } from './database.ts';
import { aScheme, one } from './scheme.ts';
import { testTemporal } from './temporal.ts';
import type { WorkerWishes } from './temporal.ts';

/** Everything a story over the real database and the real Temporal server needs. */
export type World = Awaited<ReturnType<typeof aWorld>>;

/** A database, a scheme, a worker. `close` ends them all. */
export async function aWorld(wishes: Parameters<typeof aScheme>[1] = {}, worker: WorkerWishes = {}) {
  const database = await testDatabase();
  const { db } = database;
  const scheme = await aScheme(db, wishes);
  const temporal = await testTemporal(database, worker);
  await temporal.startWorker();
  const ask = requests(db, scheme);
  const fileOf = async (orderId: string) => {
    const file = await findOrderRecord(db, orderId);
    if (!file) throw new Error(`no order ${orderId}`);
    return file;
  };

  /** A step that must be allowed. */
  async function must(
    orderId: string,
    who: { id: string },
    request: Parameters<typeof temporal.click>[2],
    plan?: DeadlinePlan,
  ): Promise<void> {
    const code = await temporal.click(orderId, who.id, request, plan && { plan });
    if (code !== null) throw new Error(`refused: ${code}`);
  }

  /** Takes these rows of the road. */
  async function go(orderId: string, rows: readonly RoadRow[], plan?: DeadlinePlan): Promise<void> {
    for (const row of rows) await must(orderId, scheme[row.person], requestOf(ask, row), plan);
  }

  /** A new order taken along the usual road: O = 50 000, V = 30 000, A = 50 000, R = 30 000. */
  async function anOrder(upTo: Stop = 'unpaid', plan?: DeadlinePlan): Promise<string> {
    const id = randomUUID();
    await go(id, roadTo(upTo), plan);
    return id;
  }

  return {
    ...scheme,
    db,
    database,
    temporal,
    ask,
    must,
    go,
    anOrder,
    fileOf,
    stateOf: async (orderId: string): Promise<OrderState> => (await fileOf(orderId)).order.state,
    eventsOf: (orderId: string) =>
      db.select().from(orderEvents).where(eq(orderEvents.subjectId, orderId)).orderBy(asc(orderEvents.seq)),
    balance: async () => {
      const line = await one(db.select().from(voucherLines).where(eq(voucherLines.id, scheme.line.id)));
      return {
        available: formatYuan(line.availableFen),
        held: formatYuan(line.heldFen),
        committed: formatYuan(line.committedFen),
        redeemed: formatYuan(line.redeemedFen),
        lapsed: formatYuan(line.lapsedFen),
      };
    },
    close: async (): Promise<void> => {
      await temporal.close();
      await database.drop();
    },
  };
}

type Balance = Awaited<ReturnType<World['balance']>>;

/** What each account of the line has gained since, in yuan; a loss is below zero. */
export const moved = (before: Balance, after: Balance): Readonly<Record<keyof Balance, number>> => {
  const gained = (account: keyof Balance): number => (yuan(after[account]) - yuan(before[account])) / 100;
  return {
    available: gained('available'),
    held: gained('held'),
    committed: gained('committed'),
    redeemed: gained('redeemed'),
    lapsed: gained('lapsed'),
  };
};
