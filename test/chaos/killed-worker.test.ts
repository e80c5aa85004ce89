import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../setup/temporal.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

let world: World;
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  world = await aWorld();
  folder = mkdtempSync(join(tmpdir(), 'quanliu-chaos-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the doomed worker; answers when it polls. */
async function doomedWorker(hangAfter: string): Promise<{ child: ChildProcess; hasCommitted: () => boolean }> {
  const told = join(folder, `${hangAfter}-${children.length}`);
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    DATABASE_URL: world.database.url,
    TASK_QUEUE: world.temporal.taskQueue,
    HANG_AFTER: hangAfter,
    TOLD: told,
  };
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('worker-process.ts', import.meta.url))],
    { env, stdio: 'ignore' },
  );
  children.push(child);
  const says = (word: string): boolean => existsSync(told) && readFileSync(told, 'utf8').includes(word);
  await eventually(() => Promise.resolve(says('running')), Boolean);
  return { child, hasCommitted: () => says('committed') };
}

test('killed between commit and answer, with another click waiting: nothing is lost, nothing happens twice', async () => {
  const id = await world.anOrder('priced');
  await world.temporal.stopWorker();
  const { child, hasCommitted } = await doomedWorker('pay');
  const payment = await world.temporal.sendClick(id, world.wang.id, await world.ask.pay());
  await eventually(() => Promise.resolve(hasCommitted()), Boolean);
  const approval = await world.temporal.sendClick(id, world.li.id, { step: 'approvePayment', body: { comment: null } });
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
  expect(await world.balance()).toMatchObject({ available: '970000.00', held: '0.00', committed: '30000.00' });
}, 60_000);

test('killed in mid-journey, the order goes on with the next worker, and the click made meanwhile is kept', async () => {
  const id = await world.anOrder('paid');
  await world.temporal.stopWorker();
  const { child } = await doomedWorker('never');
  await world.must(id, world.chen, world.ask.requestRedemption());
  child.kill('SIGKILL');
  const first = await world.temporal.sendClick(id, world.zhao.id, world.ask.approveRedemption());
  await world.temporal.startWorker();
  expect(await world.temporal.outcomeOf(first)).toBeNull();
  await world.must(id, world.zhou, world.ask.approveRedemption());
  await world.must(id, world.sun, world.ask.recordPayout());
  expect((await world.fileOf(id)).order).toMatchObject({ state: 'redeemed', seq: 8 });
}, 60_000);
