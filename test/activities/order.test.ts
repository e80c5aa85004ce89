import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { findOrderRecord } from '../../db/reads/order.ts';
import { attachments } from '../../db/schema/attachment.ts';
import { notifications } from '../../db/schema/notification.ts';
import { orderEvents } from '../../db/schema/order.ts';
import { accounts } from '../../db/schema/organization.ts';
import { commands } from '../../db/schema/process.ts';
import { tasks } from '../../db/schema/task.ts';
import { ledgerEntries } from '../../db/schema/voucher.ts';
import { WITHDRAWN } from '../../db/writes/portal/command.ts';
import { addDays, instantAt } from '../../domain/day.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { deadlinesOf } from '../../domain/process/deadlines.ts';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { roadTo } from '../roads/order.ts';
import type { Stop } from '../roads/order.ts';
import { requests } from '../setup/bodies.ts';
import { eventually } from '../setup/eventually.ts';
import type { OrderChange } from '../../workflows/messages/order.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aRecorder } from '../setup/recorder.ts';
import type { Recorder } from '../setup/recorder.ts';
import { aFile, aScheme, one } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

let database: TestDatabase;
let scheme: Scheme;
let ask: ReturnType<typeof requests>;
let recorder: Recorder;

beforeAll(async () => {
  database = await testDatabase();
  scheme = await aScheme(database.db);
  ask = requests(database.db, scheme);
  recorder = aRecorder(database.db);
});
afterAll(() => database.drop());

const countOf = async (orderId: string) => ({
  events: await database.db.$count(orderEvents, eq(orderEvents.subjectId, orderId)),
  entries: await database.db.$count(ledgerEntries, eq(ledgerEntries.subjectId, orderId)),
  tasks: await database.db.$count(tasks, eq(tasks.subjectId, orderId)),
  notices: await database.db.$count(notifications, eq(notifications.subjectId, orderId)),
});

const anOrder = (stop: Stop): Promise<string> => recorder.anOrder(scheme, roadTo(stop));

describe('every step of the road', () => {
  test('recorded twice is recorded once', async () => {
    const orderId = randomUUID();
    for (const row of roadTo('redeemed')) {
      const change = await recorder.rowChange(orderId, scheme, row);
      const first = await recorder.record(change);
      const counted = await countOf(orderId);
      const second = await recorder.record(change);
      expect([row.stop, second]).toEqual([row.stop, first]);
      expect([row.stop, await countOf(orderId)]).toEqual([row.stop, counted]);
    }
    expect(await countOf(orderId)).toMatchObject({ events: 8, entries: 3, tasks: 3 });
  });

  test('is taken as the portal wrote it down: a signal that says another step, subject or version is passed over', async () => {
    const orderId = await anOrder('unpaid');
    const other = await anOrder('unpaid');
    const change = await recorder.aChange(orderId, scheme.chen, ask.confirmPrice());
    const before = await countOf(orderId);
    const forged = [
      { ...change, command: { ...change.command, version: 1 } },
      { ...change, command: { ...change.command, step: 'close' } },
      { ...change, orderId: other },
    ];
    for (const signal of forged) expect(await recorder.record(signal)).toMatchObject({ settled: true });
    expect([await countOf(orderId), await recorder.codeOf(change)]).toEqual([before, null]);
    expect((await countOf(other)).events).toBe(1);
    await recorder.record(change);
    expect((await countOf(orderId)).events).toBe(before.events + 1);
  });

  test('recorded by two at a time is recorded once', async () => {
    const orderId = randomUUID();
    for (const [index, row] of roadTo('redeemed').entries()) {
      const change = await recorder.rowChange(orderId, scheme, row);
      const both = await Promise.allSettled([recorder.record(change), recorder.record(change)]);
      if (both.some(({ status }) => status === 'rejected')) await recorder.record(change); // two placings at once: one meets the other's row, and is retried
      expect([row.stop, (await countOf(orderId)).events]).toEqual([row.stop, index + 1]);
      expect([row.stop, await recorder.codeOf(change)]).toEqual([row.stop, null]);
    }
  });
});

describe('two different commands from the same position', () => {
  test('one wins; the other is told to adopt the row and asks again', async () => {
    const orderId = await anOrder('paymentReview');
    const approval = await recorder.aChange(orderId, scheme.li, ask.approvePayment());
    const withdrawal = await recorder.aChange(orderId, scheme.wang, { step: 'withdraw', body: {} });
    const answers = await Promise.all([recorder.record(approval), recorder.record(withdrawal)]);
    expect(answers.filter(({ settled }) => settled)).toHaveLength(1);
    expect((await countOf(orderId)).events).toBe(4);
  });
});

describe('a refusal', () => {
  test('by the ledger leaves nothing of the step behind', async () => {
    const poor = await aScheme(database.db, { lineFen: 10_000 }); // 100.00
    const own = requests(database.db, poor);
    const orderId = await recorder.anOrder(poor, roadTo('priced'));
    const change = await recorder.aChange(orderId, poor.wang, own.pay('100.01'));
    const before = await countOf(orderId);
    expect(await recorder.record(change)).toMatchObject({
      settled: true,
      position: { state: 'unpaid', seq: 2 },
    });
    expect(await recorder.codeOf(change)).toBe('voucher.balance-too-low');
    expect(await countOf(orderId)).toEqual(before);
    expect(await recorder.take(orderId, poor.wang, own.pay('100.00'))).toBeNull();
  });

  test('of a file that is not the payer’s own, not a contract, or another order’s', async () => {
    const orderId = await anOrder('priced');
    const paying = async (attachmentId: string): Promise<OrderRequest> => {
      const { step, body } = await ask.pay();
      return { step, body: { ...body, contract: { ...body.contract, attachmentId } } };
    };
    expect(
      await recorder.take(orderId, scheme.wang, paying(await aFile(database.db, 'contract', scheme.chen.id))),
    ).toBe('attachment.unknown');
    expect(await recorder.take(orderId, scheme.wang, paying(await aFile(database.db, 'invoice', scheme.wang.id)))).toBe(
      'attachment.unknown',
    );
    const other = await anOrder('paymentReview');
    const used = await one(database.db.select().from(attachments).where(eq(attachments.subjectId, other)));
    expect(await recorder.take(orderId, scheme.wang, paying(used.id))).toBe('attachment.unknown');
    expect((await findOrderRecord(database.db, orderId))?.order.state).toBe('unpaid');
  });

  test('of a person whose account was closed after the click', async () => {
    const orderId = await anOrder('paymentReview');
    const change = await recorder.aChange(orderId, scheme.li, ask.approvePayment());
    await database.db.update(accounts).set({ active: 'no' }).where(eq(accounts.id, scheme.li.id));
    await recorder.record(change);
    await database.db.update(accounts).set({ active: 'yes' }).where(eq(accounts.id, scheme.li.id));
    expect(await recorder.codeOf(change)).toBe('account.not-allowed');
  });

  test('of another park, another enterprise, and of whoever decided first', async () => {
    const orderId = await anOrder('paymentReview');
    expect(await recorder.take(orderId, scheme.wu, ask.approvePayment())).toBe('order.not-found');
    expect(await recorder.take(orderId, scheme.qian, { step: 'withdraw', body: {} })).toBe('order.not-found');
    const decided = await anOrder('approvedOnce');
    expect(await recorder.take(decided, scheme.zhao, ask.approveRedemption())).toBe('redemption.second-person-needed');
    expect(await recorder.take(decided, scheme.zhou, ask.approveRedemption('29999.99', '核减'))).toBe(
      'redemption.amount-differs',
    );
  });
});

describe('a task', () => {
  const claimed = (orderId: string, who: { id: string }) =>
    database.db
      .update(tasks)
      .set({ state: 'claimed', claimedBy: who.id })
      .where(sql`${tasks.subjectId} = ${orderId} and ${tasks.state} = 'open'`)
      .returning({ id: tasks.id });

  test('that is claimed can be neither withdrawn nor decided by another', async () => {
    const orderId = await anOrder('paymentReview');
    await claimed(orderId, scheme.li);
    expect(await recorder.take(orderId, scheme.wang, { step: 'withdraw', body: {} })).toBe('order.review-claimed');
    expect(await recorder.take(orderId, scheme.lead, ask.approvePayment())).toBe('task.claimed-by-another');
    expect(await recorder.take(orderId, scheme.li, ask.approvePayment())).toBeNull();
  });

  test('claimed and withdrawn at the same moment ends one way: claimed and refused, or withdrawn and gone', async () => {
    for (let round = 0; round < 10; round += 1) {
      const orderId = await anOrder('paymentReview');
      const withdrawal = await recorder.aChange(orderId, scheme.wang, { step: 'withdraw', body: {} });
      const [rows] = await Promise.all([claimed(orderId, scheme.li), recorder.record(withdrawal)]);
      expect(await recorder.codeOf(withdrawal)).toBe(rows.length === 1 ? 'order.review-claimed' : null);
    }
  });

  /** Records a change that waits for what this transaction holds, until it commits. */
  const recordedBehind = async (change: OrderChange, hold: Parameters<typeof database.db.transaction>[0]) => {
    const recording = await database.db.transaction(async (tx) => {
      await hold(tx);
      const begun = recorder.record(change);
      await eventually(
        () => database.client`select 1 as waits from pg_locks where not granted`,
        (rows) => rows.length > 0,
      );
      return { begun };
    });
    await recording.begun;
    return recorder.codeOf(change);
  };

  test('that another claims between the question and the write is asked about once more, and the decision refused', async () => {
    const orderId = await anOrder('paymentReview');
    const change = await recorder.aChange(orderId, scheme.li, ask.approvePayment());
    const before = await countOf(orderId);
    const code = await recordedBehind(change, (tx) =>
      tx.update(tasks).set({ state: 'claimed', claimedBy: scheme.lead.id }).where(eq(tasks.subjectId, orderId)),
    );
    expect([code, await countOf(orderId)]).toEqual(['task.claimed-by-another', before]);
  });

  test('that another claims while a step closes it and opens the next ends as if it had been claimed before', async () => {
    const askedToSupplement = async (): Promise<string> => {
      const orderId = await anOrder('redemptionReview');
      await recorder.take(orderId, scheme.zhao, { step: 'returnRedemption', body: { reason: '请补充' } });
      return orderId;
    };
    const [claimedBefore, claimedMeanwhile] = [await askedToSupplement(), await askedToSupplement()];
    await claimed(claimedBefore, scheme.lead);
    const expected = await recorder.take(claimedBefore, scheme.chen, await ask.supplementRedemption());
    const change = await recorder.aChange(claimedMeanwhile, scheme.chen, await ask.supplementRedemption());
    const code = await recordedBehind(change, (tx) =>
      tx
        .update(tasks)
        .set({ state: 'claimed', claimedBy: scheme.lead.id })
        .where(sql`${tasks.subjectId} = ${claimedMeanwhile} and ${tasks.state} = 'open'`),
    );
    expect([code, (await countOf(claimedMeanwhile)).events]).toEqual([expected, (await countOf(claimedBefore)).events]);
  });

  test('that was opened beside no event since none was read is found, and the step asks again', async () => {
    const orderId = await anOrder('paid');
    const change = await recorder.aChange(orderId, scheme.chen, await ask.requestRedemption());
    const [taken] = await database.db.select().from(tasks).limit(1);
    const code = await recordedBehind(change, async (tx) => {
      await tx.execute(sql`select 1 from orders where id = ${orderId} for update`); // as a renewed turn holds it
      await tx.insert(tasks).values({
        ...(taken as typeof tasks.$inferInsert),
        id: randomUUID(),
        subjectId: orderId,
        state: 'open',
        claimedBy: null,
        closedAt: null,
        closedBy: null,
        closedSeq: null,
        seenVersion: null,
      });
    });
    expect(code).toBeNull();
    expect(
      await database.db.$count(tasks, sql`${tasks.subjectId} = ${orderId} and ${tasks.state} in ('open', 'claimed')`),
    ).toBe(1);
  });

  test('is not decided by a command that is withdrawn between the question and the write', async () => {
    const orderId = await anOrder('paymentReview');
    const change = await recorder.aChange(orderId, scheme.li, ask.approvePayment());
    const before = await countOf(orderId);
    await recordedBehind(change, (tx) =>
      tx.update(commands).set(WITHDRAWN).where(eq(commands.id, change.command.commandId)),
    );
    const [row] = await database.db.select().from(commands).where(eq(commands.id, change.command.commandId));
    expect([row?.state, await countOf(orderId)]).toEqual(['withdrawn', before]);
  });

  test('without a group, or of an order that has one open, is refused by the database', async () => {
    const orderId = await anOrder('paymentReview');
    const row = {
      subjectType: 'order' as const,
      subjectId: orderId,
      title: { number: 'DD20261123-000001', name: null },
      tokens: [],
      version: 1,
      kind: 'payout' as const,
      state: 'open' as const,
      dueAt: new Date().toISOString(),
      openedAt: new Date().toISOString(),
      openedSeq: 1,
    };
    await expect(database.db.insert(tasks).values({ ...row, group: 'everyone' as never })).rejects.toThrow();
    await expect(database.db.insert(tasks).values({ ...row, group: 'finance' })).rejects.toThrow();
  });
});

describe('a notice of holidays entered while a task is open', () => {
  const dates = async (orderId: string) => {
    const record = await findOrderRecord(database.db, orderId);
    const [task] = await database.db
      .select({ dueAt: tasks.dueAt, kind: tasks.kind })
      .from(tasks)
      .where(sql`${tasks.subjectId} = ${orderId} and ${tasks.state} in ('open', 'claimed')`);
    return { order: record?.dueAt, task: task?.dueAt, kind: task?.kind };
  };
  /** A recorder for which the coming fortnight is free. */
  const later = () => {
    const free = Array.from({ length: 14 }, (_, index) => addDays(scheme.today, index + 1));
    const exceptions = Object.fromEntries(free.map((one) => [one, false]));
    return aRecorder(database.db, { exceptions, knownUntil: addDays(scheme.today, 400) });
  };

  test.each<[string, Stop, (orderId: string) => Promise<unknown>]>([
    [
      'a reminder',
      'paymentReview',
      async (id) => {
        const plan: DeadlinePlan = { paymentReview: [{ step: 'remind', afterMs: 0 }] };
        await later().record(await later().aReminder(id, plan));
      },
    ],
    ['a first approval', 'redemptionReview', (id) => later().take(id, scheme.zhao, ask.approveRedemption())],
  ])(
    'moves neither the order’s date nor the task’s with %s, nor when the clock calls it overdue',
    async (_, stop, act) => {
      const orderId = await anOrder(stop);
      const before = await dates(orderId);
      expect(before.order).toBe(before.task);
      await act(orderId);
      expect(await dates(orderId)).toEqual(before);
      const { order } = (await findOrderRecord(database.db, orderId)) ?? {};
      const calendar = { exceptions: {}, knownUntil: addDays(scheme.today, 400) };
      const overdue = order && deadlinesOf(ORDER_PROCESS, order, calendar, undefined, before.order ?? null);
      expect(overdue?.find(({ step }) => step === 'overdue')?.at).toBe(before.task);
    },
  );

  test('counts for the task that opens next', async () => {
    const orderId = await anOrder('approvedOnce');
    expect(await later().take(orderId, scheme.zhou, ask.approveRedemption())).toBeNull();
    const { order, task, kind } = await dates(orderId);
    expect([kind, order]).toEqual(['payout', task]);
    expect((task ?? '') > instantAt(addDays(scheme.today, 20), '00:00:00')).toBe(true);
  });
});

describe('the clock', () => {
  const plan: DeadlinePlan = { paymentReview: [{ step: 'remind', afterMs: 0 }] };
  test('reminds once, however often it is asked', async () => {
    const orderId = await anOrder('paymentReview');
    const change = await recorder.aReminder(orderId, plan);
    const before = await countOf(orderId);
    await recorder.record(change);
    await recorder.record(change);
    expect(await countOf(orderId)).toEqual({ ...before, events: 4, notices: before.notices + 2 }); // li and lead of the park
  });

  test('passes over what a person was faster to do', async () => {
    const orderId = await anOrder('paymentReview');
    const change = await recorder.aReminder(orderId, plan);
    await recorder.take(orderId, scheme.li, ask.approvePayment());
    expect(await recorder.record(change)).toMatchObject({ settled: false, position: { seq: 4, state: 'paid' } });
    const again = { ...change, seq: 4 };
    expect(await recorder.record(again)).toMatchObject({ settled: true, position: { seq: 4 } });
    expect((await countOf(orderId)).events).toBe(4);
  });
});

test('people are told what concerns them, and nobody of what they did themselves', async () => {
  const orderId = await anOrder('redeemed');
  const rows = await database.db
    .select({ event: notifications.event, name: accounts.name, id: accounts.id })
    .from(notifications)
    .innerJoin(accounts, eq(accounts.id, notifications.accountId))
    .where(eq(notifications.subjectId, orderId));
  const cast = [
    scheme.chen,
    scheme.wang,
    scheme.qian,
    scheme.li,
    scheme.wu,
    scheme.lead,
    scheme.zhao,
    scheme.zhou,
    scheme.sun,
    scheme.zheng,
  ].map(({ id }) => id); // other tests' people share the database
  const names = (event: string) =>
    rows
      .filter((row) => row.event === event && cast.includes(row.id))
      .map(({ name }) => name)
      .toSorted();
  expect(names('order.placed')).toEqual(['chen']);
  expect(names('order.priceConfirmed')).toEqual(['wang']);
  expect(names('order.paymentSubmitted')).toEqual(['chen', 'lead', 'li']);
  expect(names('order.paid')).toEqual(['chen', 'wang']);
  expect(names('order.redemptionSubmitted')).toEqual(['wang', 'zhao', 'zhou']);
  expect(names('order.secondApprovalNeeded')).toEqual(['zhou']);
  expect(names('order.preRedeemed')).toEqual(['chen', 'sun', 'wang']);
  expect(names('order.redeemed')).toEqual(['chen', 'wang']);
});
