import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../setup/eventually.ts';
import { aWorld, moved } from '../setup/world.ts';
import type { World } from '../setup/world.ts';
import { doomedWorkers } from './doomed.ts';

const workers = doomedWorkers();
let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(async () => {
  workers.close();
  await world.close();
});

test('killed between commit and answer, with another click waiting: nothing is lost, nothing happens twice', async () => {
  const before = await world.balance();
  const id = await world.anOrder('priced');
  await world.temporal.stopWorker();
  const { child, hasCommitted } = await workers.start(world, 'pay');
  const payment = await world.temporal.sendClick(id, world.wang.id, await world.ask.pay());
  await eventually(() => hasCommitted(), Boolean);
  const approval = await world.temporal.sendClick(id, world.li.id, world.ask.approvePayment());
  child.kill('SIGKILL');
  await world.temporal.startWorker();
  expect(await world.temporal.outcomeOf(payment)).toBeNull();
  expect(await world.temporal.outcomeOf(approval)).toBeNull();
  expect((await world.eventsOf(id)).map(({ step }) => step)).toEqual([
    'place',
    'confirmPrice',
    'pay',
    'approvePayment',
  ]);
  expect(moved(before, await world.balance())).toMatchObject({ available: -30_000, held: 0, committed: 30_000 });
}, 60_000);

test('killed in mid-journey, the order goes on with the next worker, and the click made meanwhile is kept', async () => {
  const id = await world.anOrder('paid');
  await world.temporal.stopWorker();
  const { child } = await workers.start(world, 'never');
  await world.must(id, world.chen, world.ask.requestRedemption());
  child.kill('SIGKILL');
  const first = await world.temporal.sendClick(id, world.zhao.id, world.ask.approveRedemption());
  await world.temporal.startWorker();
  expect(await world.temporal.outcomeOf(first)).toBeNull();
  await world.must(id, world.zhou, world.ask.approveRedemption());
  await world.must(id, world.sun, world.ask.recordPayout());
  expect((await world.fileOf(id)).order).toMatchObject({ state: 'redeemed', seq: 8 });
}, 60_000);
