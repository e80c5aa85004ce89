import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { orderActivities } from '../../activities/order.ts';
import { calendarOf } from '../../db/reads/calendar.ts';
import { orderFile } from '../../db/reads/order.ts';
import { attachments } from '../../db/schema/attachment.ts';
import { notifications } from '../../db/schema/notification.ts';
import { commands, orderEvents } from '../../db/schema/order.ts';
import { accounts } from '../../db/schema/organization.ts';
import { tasks } from '../../db/schema/task.ts';
import { ledgerEntries } from '../../db/schema/voucher.ts';
import type { DeadlinePlan } from '../../domain/order/deadlines.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import type { OrderActivities, OrderChange } from '../../workflows/messages/order.ts';
import { requests } from '../setup/bodies.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aFile, aScheme, one } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

let database: TestDatabase;
let scheme: Scheme;
let ask: ReturnType<typeof requests>;
let activities: OrderActivities;

beforeAll(async () => {
  database = await testDatabase();
  scheme = await aScheme(database.db);
  ask = requests(database.db, scheme);
  activities = orderActivities({ db: database.db, calendar: () => calendarOf(database.db) });
});
afterAll(() => database.drop());

/** A command accepted by the portal, ready to be recorded from where its order stands. */
async function aChange(
  orderId: string,
  who: { id: string },
  asked: OrderRequest | Promise<OrderRequest>,
  plan?: DeadlinePlan,
): Promise<OrderChange> {
  const { step, body } = await asked;
  const commandId = randomUUID();
  await database.db.insert(commands).values({ id: commandId, accountId: who.id, orderId, step, body });
  const { seq } = await activities.loadOrder(orderId, plan);
  return {
    orderId,
    command: { commandId, step, actorId: who.id, version: null },
    seq,
    ruling: { allowed: true },
    ...(plan && { plan }),
    now: new Date().toISOString(),
  };
}

async function taken(
  orderId: string,
  who: { id: string },
  asked: OrderRequest | Promise<OrderRequest>,
): Promise<string | null> {
  const change = await aChange(orderId, who, asked);
  await activities.recordOrder(change);
  return codeOf(change);
}

const codeOf = async ({ command }: OrderChange) =>
  (
    await one(
      database.db
        .select({ code: commands.code, state: commands.state })
        .from(commands)
        .where(eq(commands.id, command.commandId)),
    )
  ).code;
const countOf = async (orderId: string) => ({
  events: await database.db.$count(orderEvents, eq(orderEvents.orderId, orderId)),
  entries: await database.db.$count(ledgerEntries, eq(ledgerEntries.orderId, orderId)),
  tasks: await database.db.$count(tasks, eq(tasks.orderId, orderId)),
  notices: await database.db.$count(notifications, eq(notifications.orderId, orderId)),
});

const ROAD = [
  'place',
  'confirmPrice',
  'pay',
  'approvePayment',
  'requestRedemption',
  'approveRedemption',
  'second',
  'recordPayout',
] as const;
type Stop = (typeof ROAD)[number];

const roadChange = (orderId: string, stop: Stop): Promise<OrderChange> => {
  const steps: Record<Stop, () => Promise<OrderChange>> = {
    place: () => aChange(orderId, scheme.wang, ask.place()),
    confirmPrice: () => aChange(orderId, scheme.chen, ask.confirmPrice()),
    pay: () => aChange(orderId, scheme.wang, ask.pay()),
    approvePayment: () => aChange(orderId, scheme.li, { step: 'approvePayment', body: { comment: null } }),
    requestRedemption: () => aChange(orderId, scheme.chen, ask.requestRedemption()),
    approveRedemption: () => aChange(orderId, scheme.zhao, ask.approveRedemption()),
    second: () => aChange(orderId, scheme.zhou, ask.approveRedemption()),
    recordPayout: () => aChange(orderId, scheme.sun, ask.recordPayout()),
  };
  return steps[stop]();
};

async function anOrder(upTo: Stop): Promise<string> {
  const orderId = randomUUID();
  for (const stop of ROAD.slice(0, ROAD.indexOf(upTo) + 1))
    await activities.recordOrder(await roadChange(orderId, stop));
  return orderId;
}

describe('every step of the road', () => {
  test('recorded twice is recorded once', async () => {
    const orderId = randomUUID();
    for (const stop of ROAD) {
      const change = await roadChange(orderId, stop);
      const first = await activities.recordOrder(change);
      const counted = await countOf(orderId);
      const second = await activities.recordOrder(change);
      expect([stop, second]).toEqual([stop, first]);
      expect([stop, await countOf(orderId)]).toEqual([stop, counted]);
    }
    expect(await countOf(orderId)).toMatchObject({ events: 8, entries: 3, tasks: 3 });
  });

  test('recorded by two at a time is recorded once', async () => {
    const orderId = randomUUID();
    for (const [index, stop] of ROAD.entries()) {
      const change = await roadChange(orderId, stop);
      const both = await Promise.allSettled([activities.recordOrder(change), activities.recordOrder(change)]);
      if (both.some(({ status }) => status === 'rejected')) await activities.recordOrder(change); // two placings at once: one meets the other's row, and is retried
      expect([stop, (await countOf(orderId)).events]).toEqual([stop, index + 1]);
      expect([stop, await codeOf(change)]).toEqual([stop, null]);
    }
  });
});

describe('two different commands from the same position', () => {
  test('one wins; the other is told to adopt the row and asks again', async () => {
    const orderId = await anOrder('pay');
    const approval = await aChange(orderId, scheme.li, { step: 'approvePayment', body: { comment: null } });
    const withdrawal = await aChange(orderId, scheme.wang, { step: 'withdraw', body: {} });
    const answers = await Promise.all([activities.recordOrder(approval), activities.recordOrder(withdrawal)]);
    expect(answers.filter(({ settled }) => settled)).toHaveLength(1);
    expect((await countOf(orderId)).events).toBe(4);
  });
});

describe('a refusal', () => {
  test('by the ledger leaves nothing of the step behind', async () => {
    const poor = await aScheme(database.db, { lineFen: 10_000 }); // 100.00
    const own = requests(database.db, poor);
    const orderId = randomUUID();
    await activities.recordOrder(await aChange(orderId, poor.wang, own.place()));
    await activities.recordOrder(await aChange(orderId, poor.chen, own.confirmPrice()));
    const change = await aChange(orderId, poor.wang, own.pay('100.01'));
    const before = await countOf(orderId);
    expect(await activities.recordOrder(change)).toMatchObject({
      settled: true,
      position: { state: 'unpaid', seq: 2 },
    });
    expect(await codeOf(change)).toBe('voucher.balance-too-low');
    expect(await countOf(orderId)).toEqual(before);
    expect(await taken(orderId, poor.wang, own.pay('100.00'))).toBeNull();
  });

  test('of a file that is not the payer’s own, not a contract, or another order’s', async () => {
    const orderId = await anOrder('confirmPrice');
    const paying = async (attachmentId: string): Promise<OrderRequest> => {
      const request = await ask.pay();
      if (request.step !== 'pay') throw new Error('pay');
      return { step: 'pay', body: { ...request.body, contract: { ...request.body.contract, attachmentId } } };
    };
    expect(await taken(orderId, scheme.wang, paying(await aFile(database.db, 'contract', scheme.chen.id)))).toBe(
      'attachment.unknown',
    );
    expect(await taken(orderId, scheme.wang, paying(await aFile(database.db, 'invoice', scheme.wang.id)))).toBe(
      'attachment.unknown',
    );
    const other = await anOrder('pay');
    const used = await one(database.db.select().from(attachments).where(eq(attachments.orderId, other)));
    expect(await taken(orderId, scheme.wang, paying(used.id))).toBe('attachment.unknown');
    expect((await orderFile(database.db, orderId))?.order.state).toBe('unpaid');
  });

  test('of a person whose account was closed after the click', async () => {
    const orderId = await anOrder('pay');
    const change = await aChange(orderId, scheme.li, { step: 'approvePayment', body: { comment: null } });
    await database.db.update(accounts).set({ active: 'no' }).where(eq(accounts.id, scheme.li.id));
    await activities.recordOrder(change);
    await database.db.update(accounts).set({ active: 'yes' }).where(eq(accounts.id, scheme.li.id));
    expect(await codeOf(change)).toBe('account.not-allowed');
  });

  test('of another park, another enterprise, and of whoever decided first', async () => {
    const orderId = await anOrder('pay');
    expect(await taken(orderId, scheme.wu, { step: 'approvePayment', body: { comment: null } })).toBe(
      'order.not-found',
    );
    expect(await taken(orderId, scheme.qian, { step: 'withdraw', body: {} })).toBe('order.not-found');
    const decided = await anOrder('approveRedemption');
    expect(await taken(decided, scheme.zhao, ask.approveRedemption())).toBe('redemption.second-person-needed');
    expect(await taken(decided, scheme.zhou, ask.approveRedemption('29999.99', '核减'))).toBe(
      'redemption.amount-differs',
    );
  });
});

describe('a task', () => {
  const claimed = (orderId: string, who: { id: string }) =>
    database.db
      .update(tasks)
      .set({ state: 'claimed', claimedBy: who.id })
      .where(sql`${tasks.orderId} = ${orderId} and ${tasks.state} = 'open'`)
      .returning({ id: tasks.id });

  test('that is claimed can be neither withdrawn nor decided by another', async () => {
    const orderId = await anOrder('pay');
    await claimed(orderId, scheme.li);
    expect(await taken(orderId, scheme.wang, { step: 'withdraw', body: {} })).toBe('order.review-claimed');
    expect(await taken(orderId, scheme.lead, { step: 'approvePayment', body: { comment: null } })).toBe(
      'task.claimed-by-another',
    );
    expect(await taken(orderId, scheme.li, { step: 'approvePayment', body: { comment: null } })).toBeNull();
  });

  test('claimed and withdrawn at the same moment ends one way: claimed and refused, or withdrawn and gone', async () => {
    for (let round = 0; round < 10; round += 1) {
      const orderId = await anOrder('pay');
      const withdrawal = await aChange(orderId, scheme.wang, { step: 'withdraw', body: {} });
      const [rows] = await Promise.all([claimed(orderId, scheme.li), activities.recordOrder(withdrawal)]);
      expect(await codeOf(withdrawal)).toBe(rows.length === 1 ? 'order.review-claimed' : null);
    }
  });

  test('without a group, or of an order that has one open, is refused by the database', async () => {
    const orderId = await anOrder('pay');
    const row = {
      orderId,
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

describe('the clock', () => {
  const plan: DeadlinePlan = { paymentReview: [{ step: 'remind', afterMs: 0 }] };
  const ringing = async (orderId: string): Promise<OrderChange> => {
    const { seq } = await activities.loadOrder(orderId, plan);
    return {
      orderId,
      command: { commandId: `${orderId}/${seq + 1}/remind`, step: 'remind', actorId: null, version: null },
      seq,
      ruling: { allowed: true },
      plan,
      now: new Date().toISOString(),
    };
  };

  test('reminds once, however often it is asked', async () => {
    const orderId = await anOrder('pay');
    const change = await ringing(orderId);
    const before = await countOf(orderId);
    await activities.recordOrder(change);
    await activities.recordOrder(change);
    expect(await countOf(orderId)).toEqual({ ...before, events: 4, notices: before.notices + 2 }); // li and lead of the park
  });

  test('passes over what a person was faster to do', async () => {
    const orderId = await anOrder('pay');
    const change = await ringing(orderId);
    await taken(orderId, scheme.li, { step: 'approvePayment', body: { comment: null } });
    expect(await activities.recordOrder(change)).toMatchObject({ settled: false, position: { seq: 4, state: 'paid' } });
    const again = { ...change, seq: 4 };
    expect(await activities.recordOrder(again)).toMatchObject({ settled: true, position: { seq: 4 } });
    expect((await countOf(orderId)).events).toBe(4);
  });
});

test('people are told what concerns them, and nobody of what they did themselves', async () => {
  const orderId = await anOrder('recordPayout');
  const rows = await database.db
    .select({ event: notifications.event, name: accounts.name, id: accounts.id })
    .from(notifications)
    .innerJoin(accounts, eq(accounts.id, notifications.accountId))
    .where(eq(notifications.orderId, orderId));
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
