import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { notifications } from '../../db/schema/notification.ts';
import { accounts } from '../../db/schema/organization.ts';
import { ORDER_SIGNALS } from '../../workflows/messages/order.ts';
import { acceptCommand } from '../setup/commands.ts';
import { eventually } from '../setup/eventually.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const eventsIn = async (orderId: string): Promise<number[]> =>
  ((await world.temporal.handleOf(orderId).fetchHistory()).events ?? []).map(({ eventType }) => Number(eventType));

describe('a complete order', () => {
  test('costs at most ten workflow tasks and sixty events', async () => {
    const id = await world.anOrder('redeemed');
    await world.temporal.handleOf(id).result();
    const types = await eventsIn(id);
    expect(types.filter((type) => type === 7).length).toBeLessThanOrEqual(10); // WorkflowTaskCompleted
    expect(types.length).toBeLessThanOrEqual(60);
  });

  test('rests where its last step left it', async () => {
    const id = await world.anOrder('redeemed');
    expect(await world.temporal.handleOf(id).result()).toMatchObject({
      state: 'redeemed',
      version: 7,
      seq: 8,
      waiting: null,
      due: null,
    });
    expect((await world.eventsOf(id)).map(({ step }) => step)).toEqual([
      'place',
      'confirmPrice',
      'pay',
      'approvePayment',
      'requestRedemption',
      'approveRedemption',
      'approveRedemption',
      'recordPayout',
    ]);
  });
});

describe('the inbox', () => {
  test('a refused click costs five events and moves nothing', async () => {
    const id = await world.anOrder('paid');
    const attributesOf = () => world.temporal.handleOf(id).describe();
    await eventually(attributesOf, ({ searchAttributes }) => searchAttributes['CaseState']?.[0] === '已支付'); // the last task is complete
    const before = (await eventsIn(id)).length;
    expect(await world.temporal.click(id, world.wang.id, world.ask.pay())).toBe('order.wrong-state');
    await eventually(
      () => eventsIn(id),
      (types) => types.length >= before + 5,
    );
    expect((await eventsIn(id)).length).toBe(before + 5);
    expect((await world.fileOf(id)).order).toMatchObject({ state: 'paid', version: 4, seq: 4 });
  });

  test('clicks of one burst are taken in their order, and the second hears that it came too late', async () => {
    const id = await world.anOrder('paymentReview');
    const approval = await world.temporal.sendClick(id, world.li.id, world.ask.approvePayment(), { version: 3 });
    const rejection = await world.temporal.sendClick(
      id,
      world.li.id,
      { step: 'rejectPayment', body: { reason: '不一致' } },
      { version: 3 },
    );
    expect(await world.temporal.outcomeOf(approval)).toBeNull();
    expect(await world.temporal.outcomeOf(rejection)).toBe('order.content-changed');
    expect(await world.stateOf(id)).toBe('paid');
  });

  test('the same click twice is taken once', async () => {
    const id = await world.anOrder('unpaid');
    const commandId = randomUUID();
    const click = world.ask.confirmPrice('40000.00');
    await Promise.all([
      world.temporal.sendClick(id, world.chen.id, click, { commandId }),
      world.temporal.sendClick(id, world.chen.id, click, { commandId }),
    ]);
    expect(await world.temporal.outcomeOf(commandId)).toBeNull();
    await world.must(id, world.chen, world.ask.confirmPrice('41000.00'));
    expect((await world.eventsOf(id)).map(({ step }) => step)).toEqual(['place', 'confirmPrice', 'confirmPrice']);
  });

  test('a signal that no portal has accepted changes nothing', async () => {
    const id = await world.anOrder('unpaid');
    await world.temporal.handleOf(id).signal(ORDER_SIGNALS.confirmPrice, {
      commandId: randomUUID(),
      step: 'confirmPrice',
      actorId: world.chen.id,
      version: null,
    });
    await world.must(id, world.chen, world.ask.confirmPrice('30000.00'));
    expect((await world.fileOf(id)).order).toMatchObject({ seq: 2, orderAmountFen: 3_000_000 });
  });

  test("a signal that borrows another click's id, for another step or another order, changes nothing", async () => {
    const [id, other] = [await world.anOrder('priced'), await world.anOrder('priced')];
    const { chen, wang } = world;
    const commandId = await acceptCommand(world.db, {
      orderId: other,
      accountId: wang.id,
      request: await world.ask.pay('100.00'),
    });
    await world.temporal
      .handleOf(id)
      .signal(ORDER_SIGNALS.pay, { commandId, step: 'pay', actorId: wang.id, version: null });
    await world.temporal
      .handleOf(other)
      .signal(ORDER_SIGNALS.close, { commandId, step: 'close', actorId: wang.id, version: null });
    for (const untouched of [id, other]) await world.must(untouched, chen, world.ask.confirmPrice('45000.00'));
    expect([(await world.fileOf(id)).order.seq, (await world.fileOf(other)).order.seq]).toEqual([3, 3]);
  });

  test('what is no click at all is not even taken up, and holds nothing up', async () => {
    const id = await world.anOrder('unpaid');
    const [commandId, actorId] = [randomUUID(), world.chen.id];
    const nonsense = [
      undefined,
      null,
      'approve it',
      {},
      { commandId: 'x', step: 'close', actorId, version: null },
      { commandId, step: 'constructor', actorId, version: null },
      { commandId, step: 'expire', actorId: null, version: null },
      { commandId, step: 'close', actorId, version: '1' },
    ];
    for (const sent of nonsense) await world.temporal.handleOf(id).signal(ORDER_SIGNALS.close, sent);
    await world.must(id, world.chen, world.ask.confirmPrice('30000.00'));
    expect((await world.eventsOf(id)).map(({ step }) => step)).toEqual(['place', 'confirmPrice']);
  });

  test('a placing that is refused leaves no case', async () => {
    const id = randomUUID();
    expect(await world.temporal.click(id, world.qian.id, world.ask.place())).toBe('voucher.line-unknown');
    expect(await world.temporal.handleOf(id).result()).toMatchObject({ state: null, seq: 0 });
    expect(await world.temporal.click(id, world.chen.id, world.ask.confirmPrice())).toBe('order.not-found');
  });
});

describe('an execution', () => {
  test('that was cancelled goes on', async () => {
    const id = await world.anOrder('unpaid');
    await world.temporal.handleOf(id).cancel();
    await world.must(id, world.chen, world.ask.confirmPrice());
    expect(await world.stateOf(id)).toBe('unpaid');
  });

  test("that was terminated comes back with the next click at PostgreSQL's version", async () => {
    const id = await world.anOrder('paymentReview');
    await world.temporal.handleOf(id).terminate('by an operator');
    await world.must(id, world.li, world.ask.approvePayment());
    expect((await world.fileOf(id)).order).toMatchObject({ state: 'paid', version: 4, seq: 4 });
    const described = await eventually(
      () => world.temporal.handleOf(id).describe(),
      ({ searchAttributes }) => searchAttributes['CaseState'] !== undefined,
    );
    expect(described.searchAttributes['CaseState']).toEqual(['已支付']);
  });

  test('of a final order answers a late click and ends again', async () => {
    const id = await world.anOrder('redeemed');
    await world.temporal.handleOf(id).result();
    expect(await world.temporal.click(id, world.sun.id, world.ask.recordPayout('1.00'))).toBe('order.wrong-state');
    expect(await world.temporal.handleOf(id).result()).toMatchObject({ state: 'redeemed', seq: 8 });
  });

  test('reads like the case file: state, who must act, until when', async () => {
    const id = await world.anOrder('paymentReview');
    const { dueAt } = await world.fileOf(id);
    const { searchAttributes } = await eventually(
      () => world.temporal.handleOf(id).describe(),
      (seen) => seen.searchAttributes['CaseState']?.[0] === '支付审核中',
    );
    expect(searchAttributes).toMatchObject({
      CaseState: ['支付审核中'],
      WaitingFor: ['园区运营中心'],
      InstitutionId: [world.institution.id],
      EnterpriseId: [world.enterprise.id],
    });
    expect(searchAttributes['DueAt']).toEqual([new Date(dueAt ?? '')]);
    const details = await world.temporal.handleOf(id).query<{ currentDetails: string }>('__temporal_workflow_metadata');
    expect(details.currentDetails).toContain('支付审核中');
    expect(details.currentDetails).toContain('等待 **园区运营中心**');
  });
});

describe('the clock', () => {
  const told = async (orderId: string) =>
    (
      await world.db
        .select({ event: notifications.event, name: accounts.name })
        .from(notifications)
        .innerJoin(accounts, eq(accounts.id, notifications.accountId))
        .where(eq(notifications.subjectId, orderId))
    )
      .filter(({ event }) => event.startsWith('task.') || event === 'order.deadlineNear' || event === 'order.closed')
      .map(({ event, name }) => `${event} → ${name}`)
      .toSorted();

  test('reminds the group, then tells its supervisors, then the administrators; no version rises', async () => {
    const id = await world.anOrder('unpaid', {
      paymentReview: [
        { step: 'remind', afterMs: 100 },
        { step: 'overdue', afterMs: 200 },
        { step: 'escalate', afterMs: 300 },
      ],
    });
    await world.must(id, world.chen, world.ask.confirmPrice());
    await world.must(id, world.wang, world.ask.pay());
    await eventually(
      () => world.eventsOf(id),
      (events) => events.length === 6,
    );
    expect((await world.eventsOf(id)).slice(3).map(({ step, actorId }) => [step, actorId])).toEqual([
      ['remind', null],
      ['overdue', null],
      ['escalate', null],
    ]);
    expect(await told(id)).toEqual(
      ['task.escalated → zheng', 'task.overdue → lead', 'task.reminder → lead', 'task.reminder → li'].toSorted(),
    );
    expect((await world.fileOf(id)).order.version).toBe(3);
    await world.must(id, world.li, world.ask.approvePayment()); // a decision that saw version 3 is not stale
  });

  test('an alarm overtaken by a step rings for nothing, and the deadline of the later wait still comes', async () => {
    const id = await world.anOrder('unpaid', {
      unpaid: [{ step: 'remind', afterMs: 400 }],
      paymentReview: [{ step: 'remind', afterMs: 1200 }],
    });
    await world.must(id, world.chen, world.ask.confirmPrice());
    await world.must(id, world.wang, world.ask.pay());
    await eventually(
      () => world.eventsOf(id),
      (events) => events.some(({ step, fromState }) => step === 'remind' && fromState === 'paymentReview'),
    );
    expect(
      (await world.eventsOf(id)).filter(({ fromState, step }) => step === 'remind' && fromState === 'unpaid').length,
    ).toBeLessThanOrEqual(1);
  });

  test('closes an unpaid order that nobody pays, where the plan says so', async () => {
    const id = await world.anOrder('unpaid', { unpaid: [{ step: 'expire', afterMs: 150 }] });
    expect(await world.temporal.handleOf(id).result()).toMatchObject({ state: 'closed' });
    expect((await world.fileOf(id)).order).toMatchObject({
      state: 'closed',
      version: 2,
      remark: '逾期未支付，系统自动关闭',
    });
    expect(await told(id)).toEqual(['order.closed → chen', 'order.closed → wang']);
  });

  test('stands still while the institution supplements, then goes on: what had rung does not ring again, what had not still does', async () => {
    const plan = {
      redemptionReview: [
        { step: 'remind' as const, afterMs: 50 },
        { step: 'overdue' as const, afterMs: 2500 },
      ],
      returned: [{ step: 'remind' as const, afterMs: 3000 }],
    };
    const id = await world.anOrder('redemptionReview', plan);
    const rung = async () =>
      (await world.eventsOf(id)).filter(({ actorId }) => actorId === null).map(({ step }) => step);
    await eventually(rung, (steps) => steps.length === 1);
    await world.must(id, world.zhao, { step: 'returnRedemption', body: { reason: '缺少付款凭证' } });
    expect((await world.fileOf(id)).task).toMatchObject({ kind: 'supplement', claimedBy: null });
    await eventually(rung, (steps) => steps.length === 2);
    expect(await rung()).toEqual(['remind', 'remind']); // 3 000 ms later: the review's 2 500 ms have not counted
    await world.must(id, world.chen, world.ask.supplementRedemption());
    expect((await world.fileOf(id)).task).toMatchObject({ kind: 'redemptionReview', claimedBy: world.zhao.id });
    await eventually(rung, (steps) => steps.length === 3);
    expect(await rung()).toEqual(['remind', 'remind', 'overdue']);
    expect(await told(id)).toEqual([
      'task.overdue → zheng',
      'task.reminder → chen',
      'task.reminder → zhao',
      'task.reminder → zhou',
    ]); // the center has no supervisor
  });
});
