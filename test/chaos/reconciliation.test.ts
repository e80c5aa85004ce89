import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { and, eq, sql } from 'drizzle-orm';
import { reconcile } from '../../activities/upkeep.ts';
import { claimedInvoices } from '../../db/schema/claimed-invoice.ts';
import { orders } from '../../db/schema/order.ts';
import { reconciliations } from '../../db/schema/portal.ts';
import { tasks } from '../../db/schema/task.ts';
import { ledgerEntries } from '../../db/schema/voucher.ts';
import { keepReport } from '../../db/writes/reconciliation.ts';
import { acceptCommand } from '../setup/commands.ts';
import { eventually } from '../setup/eventually.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const reconciled = (isWhole = false) =>
  reconcile(
    { db: world.db, client: world.temporal.client, taskQueue: world.temporal.taskQueue },
    () => undefined,
    isWhole,
  );
/** Ends the execution of an order as a lost history does; of what the list of running ones still shows see `listed-executions.test.ts`. */
async function lose(id: string, reason = 'history lost'): Promise<void> {
  await world.temporal.handleOf(id).terminate(reason);
  await eventually(
    () => world.temporal.isListed(id),
    (listed) => !listed,
  );
}
const isRunning = async (id: string) => (await world.temporal.handleOf(id).describe()).status.name === 'RUNNING';

test('what Temporal has lost and nobody clicks comes back, and nothing is doubled', async () => {
  const [lost, kept] = [await world.anOrder('paymentReview'), await world.anOrder('unpaid')];
  const before = await world.eventsOf(lost);
  await lose(lost);
  const report = await reconciled();
  expect(report.broughtBack).toEqual([lost]);
  expect(report.differences).toEqual([]);
  expect(await isRunning(lost)).toBe(true);
  expect(await isRunning(kept)).toBe(true);
  expect((await reconciled()).broughtBack).toEqual([]);
  expect(await world.eventsOf(lost)).toEqual(before);
  await world.must(lost, world.li, world.ask.approvePayment());
});

test('two reconciliations at once bring an order back once', async () => {
  const id = await world.anOrder('paid');
  await lose(id);
  await Promise.all([reconciled(), reconciled()]);
  expect(await isRunning(id)).toBe(true);
  expect((await world.fileOf(id)).order.seq).toBe(4);
});

test('a click lost with its history is sent again, and taken once', async () => {
  const id = await world.anOrder('unpaid');
  const commandId = randomUUID();
  await acceptCommand(world.db, {
    id: commandId,
    accountId: world.chen.id,
    orderId: id,
    request: world.ask.confirmPrice(),
    acceptedAt: new Date(Date.now() - 120_000).toISOString(),
  });
  await lose(id, 'with the click in its inbox');
  expect((await reconciled()).resent).toEqual([commandId]);
  expect(await world.temporal.outcomeOf(commandId)).toBeNull();
  expect((await reconciled()).resent).toEqual([]);
  expect((await world.eventsOf(id)).map(({ seq }) => seq)).toEqual([1, 2]);
});

test('the invoices of a redemption that a former worker recorded are taken, and those of one that it ended are freed', async () => {
  const [asked, ended] = [await world.anOrder('redemptionReview'), await world.anOrder('redemptionReview')];
  const invoicesOf = (id: string) => world.db.$count(claimedInvoices, eq(claimedInvoices.orderId, id));
  const rows = await world.db.select().from(claimedInvoices).where(eq(claimedInvoices.orderId, ended));
  await world.must(ended, world.zhao, { step: 'rejectRedemption', body: { reason: '不符', final: true } });
  await world.db.insert(claimedInvoices).values(rows);
  await world.db.delete(claimedInvoices).where(eq(claimedInvoices.orderId, asked));
  expect((await reconciled()).differences).toEqual([]);
  expect([await invoicesOf(asked), await invoicesOf(ended)]).toEqual([1, 0]);
});

test('every claim is compared once a day, and when it is asked for; in between those of orders changed since', async () => {
  const id = await world.anOrder('redemptionReview');
  const { db } = world;
  const held = () => db.$count(claimedInvoices, eq(claimedInvoices.orderId, id));
  const aged = (hours: number) => sql`now() - ${hours} * interval '1 hour'`;
  const everyClaim = async (asked = false) => {
    await db.delete(claimedInvoices).where(eq(claimedInvoices.orderId, id));
    const report = await reconciled(asked);
    expect(report.differences).toEqual([]);
    return [report.everyClaim, await held()];
  };
  await db.delete(reconciliations);
  await keepReport(db, { openOrders: 0, broughtBack: [], resent: [], differences: [] }); // of a former release
  expect(await everyClaim()).toEqual([true, 1]);
  expect(await everyClaim()).toEqual([false, 1]);
  await db
    .update(orders)
    .set({ changedAt: sql`now() - interval '2 hours'` })
    .where(eq(orders.id, id));
  expect(await everyClaim()).toEqual([false, 0]);
  expect(await everyClaim(true)).toEqual([true, 1]);
  expect(await everyClaim()).toEqual([false, 0]);
  await db.update(reconciliations).set({ at: aged(23) });
  expect(await everyClaim()).toEqual([false, 1]);
  await db.update(reconciliations).set({ at: aged(25) });
  expect(await everyClaim()).toEqual([true, 1]);
});

test('the clock of an order that came back goes on', async () => {
  const id = await world.anOrder('unpaid');
  await lose(id);
  await reconciled();
  await eventually(
    () => world.temporal.handleOf(id).fetchHistory(),
    ({ events }) => (events ?? []).some(({ timerStartedEventAttributes }) => timerStartedEventAttributes),
  );
});

test('money that does not add up is reported, and not mended in silence', async () => {
  await world.anOrder('paid');
  await world.db.insert(ledgerEntries).values({
    lineId: world.line.id,
    fromAccount: 'available',
    toAccount: 'held',
    amountFen: 700 as never,
    step: 'by hand',
    at: new Date().toISOString(),
  });
  const { differences } = await reconciled();
  expect(differences).toEqual([`voucher line ${world.line.id} is not what its entries and orders say`]);
  await world.db.insert(ledgerEntries).values({
    lineId: world.line.id,
    fromAccount: 'held',
    toAccount: 'available',
    amountFen: 700 as never,
    step: 'by hand',
    at: new Date().toISOString(),
  });
  expect((await reconciled()).differences).toEqual([]);
  expect((await world.db.execute(sql`select count(*)::int as n from reconciliations`)).rows[0]).not.toEqual({ n: 0 });
  expect(await world.db.$count(ledgerEntries, eq(ledgerEntries.step, 'by hand'))).toBe(2);
});

test('balances that someone moved behind the back of the ledger are reported', async () => {
  const moved = (fen: number) =>
    world.db.transaction(async (tx) => {
      await tx.execute(sql`alter table voucher_lines disable trigger user`);
      await tx.execute(
        sql`update voucher_lines set available_fen = available_fen - ${fen}, lapsed_fen = lapsed_fen + ${fen} where id = ${world.line.id}`,
      );
      await tx.execute(sql`alter table voucher_lines enable trigger user`);
    });
  await moved(100);
  expect((await reconciled()).differences).toEqual([
    `voucher line ${world.line.id} is not what its entries and orders say`,
  ]);
  await moved(-100);
  expect((await reconciled()).differences).toEqual([]);
});

test('an order that waits for a task nobody has, and a task whose order has ended, are reported; the missing one is opened', async () => {
  const [waiting, ended] = [await world.anOrder('paymentReview'), await world.anOrder('paid')];
  await world.must(ended, world.chen, world.ask.requestRedemption());
  await world.must(ended, world.zhao, { step: 'rejectRedemption', body: { reason: '不符', final: true } });
  const taskOf = (orderId: string) => eq(tasks.subjectId, orderId);
  await world.db.update(tasks).set({ state: 'withdrawn', closedAt: new Date().toISOString() }).where(taskOf(waiting));
  const [stray] = await world.db
    .update(tasks)
    .set({ state: 'open', closedAt: null })
    .where(and(taskOf(ended), eq(tasks.kind, 'redemptionReview')))
    .returning({ id: tasks.id });
  const { number } = (await world.fileOf(waiting)).order;
  expect((await reconciled()).differences).toEqual([
    `order ${number} waits for paymentReview and has none`,
    `task ${stray?.id} is open, its order has ended`,
  ]);
  expect((await world.fileOf(waiting)).task).toMatchObject({ kind: 'paymentReview', claimedBy: null });
  await world.db
    .update(tasks)
    .set({ state: 'done', closedAt: new Date().toISOString() })
    .where(eq(tasks.id, stray?.id ?? ''));
  expect((await reconciled()).differences).toEqual([]);
});
