import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { and, asc, eq } from 'drizzle-orm';
import { reconcile } from '../../activities/upkeep.ts';
import { orders } from '../../db/schema/order.ts';
import { notifications } from '../../db/schema/notification.ts';
import { taskIsOpen, tasks } from '../../db/schema/task.ts';
import { vouchers } from '../../db/schema/voucher.ts';
import { CHANGES } from '../../db/channels.ts';
import { listen } from '../../db/driver/listen.ts';
import { addDays, instantAt } from '../../domain/day.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { waitingFor } from '../../domain/order/waiting.ts';
import { dueAtOf } from '../../domain/process/deadlines.ts';
import { getCalendar } from '../../db/reads/calendar.ts';
import { LOOK_AGAIN } from '../../workflows/messages/process.ts';
import { acceptCommand } from '../setup/commands.ts';
import { eventually } from '../setup/eventually.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

/** Whose turn an order is while three sides agree on closing it, and after the last day of its parties. @source D3, D13, D20 */

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const closing = (reason: string): OrderRequest => ({ step: 'close', body: { reason } });
const reconciled = () =>
  reconcile({ db: world.db, client: world.temporal.client, taskQueue: world.temporal.taskQueue }, () => undefined);

/** What stands beside the order, when it is what the rule says; the lists read it. */
async function turnOf(id: string): Promise<string> {
  const { order, task, turn, dueAt } = await world.fileOf(id);
  const waiting = waitingFor(order);
  expect(turn).toEqual({
    role: waiting?.role ?? null,
    step: waiting?.step ?? null,
    also: waiting?.also ?? null,
  });
  expect(task?.kind ?? null).toBe(waiting?.task ?? null);
  expect(dueAt).toBe(dueAtOf(ORDER_PROCESS, order, await getCalendar(world.db)));
  return `${turn.role}${turn.also ? `+${turn.also}` : ''} ${turn.step} ${task?.kind ?? '-'}`;
}

const tasksOf = async (id: string) =>
  (await world.db.select().from(tasks).where(eq(tasks.subjectId, id)).orderBy(asc(tasks.openedSeq))).map(
    ({ kind, group, state }) => `${kind} ${group} ${state}`,
  );

/** How often the execution of an order was told to read its position anew. */
async function looksOf(id: string): Promise<number> {
  const { events } = await world.temporal.handleOf(id).fetchHistory();
  const names = (events ?? []).map((event) => event.workflowExecutionSignaledEventAttributes?.signalName);
  return names.filter((name) => name === LOOK_AGAIN).length;
}

test.each([
  ['chen', 'center+enterprise close closure', 'wang', 'center close closure', 'zhao'],
  ['chen', 'center+enterprise close closure', 'zhao', 'enterprise close -', 'wang'],
  ['wang', 'center+institution close closure', 'chen', 'center close closure', 'zhao'],
  ['wang', 'center+institution close closure', 'zhao', 'institution close -', 'chen'],
  ['zhao', 'institution+enterprise close -', 'chen', 'enterprise close -', 'wang'],
  ['zhao', 'institution+enterprise close -', 'wang', 'institution close -', 'chen'],
] as const)(
  '%s asks to close: %s; %s agrees: %s; %s agrees and it is closed',
  async (first, one, second, two, third) => {
    const id = await world.anOrder('paid');
    await world.must(id, world[first], closing('协商一致'));
    expect(await turnOf(id)).toBe(one);
    await world.must(id, world[second], closing('同意'));
    expect(await turnOf(id)).toBe(two);
    await world.must(id, world[third], closing('同意'));
    expect(await world.stateOf(id)).toBe('closed');
    const asked = (await tasksOf(id)).filter((task) => task.startsWith('closure'));
    expect(asked).toEqual(one.endsWith('closure') ? ['closure center done'] : []);
  },
);

test('a request for redemption takes the consents back and ends the task', async () => {
  const id = await world.anOrder('paid');
  await world.must(id, world.wang, closing('协商'));
  await world.must(id, world.chen, world.ask.requestRedemption());
  expect(await turnOf(id)).toBe('center approveRedemption redemptionReview');
  expect((await tasksOf(id)).slice(-2)).toEqual(['closure center withdrawn', 'redemptionReview center open']);
});

test.each([
  ['chen', 'chen'],
  ['chen', 'wang'],
  ['wang', 'zhao'],
  ['zhao', 'zhao'],
  ['zhao', 'chen'],
] as const)('%s asks to close and %s drops it: all consents end, and with them the task', async (asks, drops) => {
  const id = await world.anOrder('paid');
  const dropping: OrderRequest = { step: 'dropClosure', body: { reason: '继续履行合同' } };
  expect(await world.temporal.click(id, world[drops].id, dropping)).toBe('order.no-closing-open');
  await world.must(id, world[asks], closing('协商'));
  await world.must(id, world[drops], dropping);
  expect((await world.fileOf(id)).order).toMatchObject({ state: 'paid', closure: null });
  expect(await turnOf(id)).toBe('institution requestRedemption -');
  const asked = (await tasksOf(id)).filter((task) => task.startsWith('closure'));
  expect(asked).toEqual(asks === 'zhao' ? [] : ['closure center withdrawn']);
  await world.must(id, world.wang, closing('再次协商'));
  expect(await turnOf(id)).toBe('center+institution close closure');
});

test('a closing that a center person has claimed is theirs to refuse, not another’s', async () => {
  const id = await world.anOrder('paid');
  await world.must(id, world.wang, closing('协商'));
  await world.db
    .update(tasks)
    .set({ state: 'claimed', claimedBy: world.zhao.id })
    .where(and(eq(tasks.subjectId, id), taskIsOpen));
  const dropping: OrderRequest = { step: 'dropClosure', body: { reason: '须先补充材料' } };
  expect(await world.temporal.click(id, world.zhou.id, dropping)).toBe('task.claimed-by-another');
  await world.must(id, world.zhao, dropping);
});

test('an open contract change comes first, and the consent that is missing comes back after it', async () => {
  const id = await world.anOrder('paid');
  await world.must(id, world.wang, closing('协商'));
  await world.must(id, world.chen, world.ask.proposeChange('40000.00', '24000.00'));
  expect(await turnOf(id)).toBe('enterprise acceptChange -');
  const changeId = (await world.fileOf(id)).order.changes[0]?.id ?? '';
  await world.must(id, world.wang, { step: 'dropChange', body: { changeId } });
  expect(await turnOf(id)).toBe('center+institution close closure');
  expect((await tasksOf(id)).slice(-2)).toEqual(['closure center withdrawn', 'closure center open']);
});

test('an approved contract change takes back the consents given under the former terms', async () => {
  const id = await world.anOrder('paid');
  await world.must(id, world.wang, closing('协商'));
  await world.must(id, world.chen, world.ask.proposeChange('40000.00', '24000.00'));
  const changeId = (await world.fileOf(id)).order.changes[0]?.id ?? '';
  await world.must(id, world.wang, { step: 'acceptChange', body: { changeId } });
  await world.must(id, world.li, { step: 'approveChange', body: { changeId } });
  expect((await world.fileOf(id)).order.closure).toBeNull();
  expect(await turnOf(id)).toBe('institution requestRedemption -');
  await world.must(id, world.wang, closing('变更后再次协商'));
  expect(await turnOf(id)).toBe('center+institution close closure');
});

describe('what a former release has recorded', () => {
  test('as half agreed has its task with the next consent, due from then on', async () => {
    const id = await world.anOrder('paid');
    await world.must(id, world.wang, closing('协商'));
    const { order } = await world.fileOf(id);
    await world.db.delete(tasks).where(eq(tasks.subjectId, id));
    const long = new Date(Date.now() - 90 * 86_400_000).toISOString();
    await world.db
      .update(orders)
      .set({ clock: { ...order.clock, since: long } })
      .where(eq(orders.id, id));
    await world.must(id, world.chen, closing('同意'));
    expect(await turnOf(id)).toBe('center close closure');
    const [task] = await world.db.select().from(tasks).where(eq(tasks.subjectId, id));
    expect(task?.dueAt).toBe((await world.fileOf(id)).dueAt);
    expect((task?.dueAt ?? '') > new Date().toISOString()).toBe(true);
  });

  test('as half agreed and nobody’s turn gets its turn and its task, once, and its clock goes on', async () => {
    const id = await world.anOrder('paid');
    await world.must(id, world.wang, closing('协商'));
    const { seq } = (await world.fileOf(id)).order;
    await world.db.delete(tasks).where(eq(tasks.subjectId, id));
    await world.db
      .update(orders)
      .set({ waitingRole: 'institution', waitingStep: 'requestRedemption', waitingAlso: null, dueAt: null })
      .where(eq(orders.id, id));
    expect((await reconciled()).differences).toEqual([]);
    expect(await turnOf(id)).toBe('center+institution close closure');
    expect(await tasksOf(id)).toEqual(['closure center open']);
    expect((await world.fileOf(id)).order.seq).toBe(seq);
    const before = await world.fileOf(id);
    await reconciled();
    expect(await world.fileOf(id)).toEqual(before);
    await world.must(id, world.zhao, closing('同意'));
    expect(await turnOf(id)).toBe('institution close -');
  });
});

describe('after the last day', () => {
  const pastDays = async (work: () => Promise<void>): Promise<void> => {
    const { useBy, redeemBy, id } = world.voucher;
    const yesterday = addDays(world.today, -1);
    await world.db.update(vouchers).set({ useBy: yesterday, redeemBy: yesterday }).where(eq(vouchers.id, id));
    try {
      await work();
    } finally {
      await world.db.update(vouchers).set({ useBy, redeemBy }).where(eq(vouchers.id, id));
    }
  };
  const turned = async (id: string, expected: string): Promise<void> => {
    await eventually(
      () => world.eventsOf(id),
      (events) => events.at(-1)?.step === 'endTurn',
    );
    expect(await turnOf(id)).toBe(expected);
  };

  test('neither party is waited for to pay: either may close, and both are told', async () => {
    const [priced, unpriced] = [await world.anOrder('priced'), await world.anOrder('unpaid')];
    await pastDays(async () => {
      await reconciled();
      await turned(priced, 'enterprise+institution close -');
      await turned(unpriced, 'enterprise+institution close -');
      const events = await world.eventsOf(priced);
      expect(events.at(-1)).toMatchObject({ step: 'endTurn', actorId: null, fromState: 'unpaid', toState: 'unpaid' });
      const told = await world.db.select().from(notifications).where(eq(notifications.subjectId, priced));
      expect(told.filter(({ event }) => event === 'order.useByPassed')).toHaveLength(2);
      await reconciled();
      expect(await world.eventsOf(priced)).toEqual(events);
      await world.must(priced, world.wang, closing('已过使用截止'));
      await world.must(unpriced, world.chen, closing('已过使用截止'));
    });
  });

  test('a paid order is the center’s to close, with a task; what came half agreed too', async () => {
    const [paid, agreed] = [await world.anOrder('paid'), await world.anOrder('paid')];
    await world.must(agreed, world.zhao, closing('协商'));
    await pastDays(async () => {
      await reconciled();
      await turned(paid, 'center close closure');
      await turned(agreed, 'center close closure');
      await world.must(paid, world.zhao, closing('已过兑付截止'));
      await world.must(agreed, world.zhao, closing('已过兑付截止'));
      expect(await world.stateOf(agreed)).toBe('closed');
      expect((await tasksOf(paid)).at(-1)).toBe('closure center done');
    });
  });

  test('a change that the enterprise has not answered holds nothing up: the order is the center’s to close', async () => {
    const [proposed, accepted] = [await world.anOrder('paid'), await world.anOrder('paid')];
    const changeOf = async (id: string) => ({ changeId: (await world.fileOf(id)).order.changes[0]?.id ?? '' });
    for (const id of [proposed, accepted])
      await world.must(id, world.chen, world.ask.proposeChange('40000.00', '24000.00'));
    await world.must(accepted, world.wang, { step: 'acceptChange', body: await changeOf(accepted) });
    await pastDays(async () => {
      await reconciled();
      await turned(proposed, 'center close closure');
      expect(await turnOf(accepted)).toBe('park approveChange contractChange');
      const late = { step: 'acceptChange', body: await changeOf(proposed) } as const;
      expect(await world.temporal.click(proposed, world.wang.id, late)).toBe('change.too-late');
      await world.must(proposed, world.zhao, closing('已过兑付截止'));
      await world.must(accepted, world.li, { step: 'approveChange', body: await changeOf(accepted) });
      await turned(accepted, 'center close closure');
      await world.must(accepted, world.zhao, closing('已过兑付截止'));
    });
  });

  test('a consent that was given before and is recorded afterwards does not close the order', async () => {
    const id = await world.anOrder('paid');
    await pastDays(async () => {
      const commandId = randomUUID();
      const acceptedAt = new Date(Date.now() - 86_400_000).toISOString();
      await acceptCommand(world.db, {
        id: commandId,
        accountId: world.zhao.id,
        orderId: id,
        request: closing('同意'),
        acceptedAt,
      });
      expect((await reconciled()).resent).toContain(commandId);
      expect(await world.temporal.outcomeOf(commandId)).toBe('order.closes-alone-now');
      expect(await world.stateOf(id)).toBe('paid');
      await world.must(id, world.zhao, closing('已过兑付截止'));
    });
  });

  test('a last day that is put off gives the parties their turn back; pages and executions are told', async () => {
    const [paid, unpaid] = [await world.anOrder('paid'), await world.anOrder('priced')];
    await pastDays(async () => {
      await reconciled();
      await turned(paid, 'center close closure');
      await turned(unpaid, 'enterprise+institution close -');
    });
    const told: string[] = [];
    const listening = listen(world.database.pool, [
      { channel: CHANGES, onNotification: (payload) => told.push(payload) },
    ]);
    await listening.ready;
    expect((await reconciled()).differences).toEqual([]);
    await eventually(
      () => Promise.resolve(told),
      (heard) => heard.includes(`order/${paid}`) && heard.includes(`order/${unpaid}`),
    );
    await listening.close();
    expect(await turnOf(paid)).toBe('institution requestRedemption -');
    expect(await turnOf(unpaid)).toBe('enterprise pay -');
    expect((await tasksOf(paid)).at(-1)).toBe('closure center withdrawn');
    for (const id of [paid, unpaid]) expect(await looksOf(id)).toBe(2); // that the turn has ended, and that it has not
    await world.must(paid, world.chen, world.ask.requestRedemption());
  });

  test('a last day that is changed before it has passed is the day in the lists', async () => {
    const id = await world.anOrder('paid');
    const { redeemBy, useBy, id: voucherId } = world.voucher;
    const later = addDays(redeemBy, 30);
    await world.db.update(vouchers).set({ redeemBy: later }).where(eq(vouchers.id, voucherId));
    try {
      await reconciled();
      expect((await world.fileOf(id)).dueAt).toBe(instantAt(later, '23:59:59'));
    } finally {
      await world.db.update(vouchers).set({ useBy, redeemBy }).where(eq(vouchers.id, voucherId));
    }
  });
});
