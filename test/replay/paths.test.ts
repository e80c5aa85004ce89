import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { given } from '../setup/database.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';
import { textsIn } from './history.ts';
import { named, PATHS } from './paths.ts';
import type { Path } from './paths.ts';
import { TEXTS } from './texts.ts';

/** What is recorded for a release, lived through by this one: a change that the recorded histories cannot know of. */

let world: World;
beforeAll(async () => {
  world = await aWorld();
  await named(world);
});
afterAll(() => world.close());

test('every path replays from its fresh history, which holds no name and nothing that people typed', async () => {
  const { 'closed-after-redeem-by': alone, ...others } = PATHS; // that one moves the dates of the voucher all share
  const lived = (path: Path | undefined) => path?.(world) ?? Promise.reject(new Error('no such path'));
  const ids = await Promise.all(Object.values(others).map(lived));
  ids.push(await lived(alone));
  expect(ids.length).toBe(17);
  const histories = await Promise.all(
    ids.map(async (workflowId) => ({ workflowId, history: await world.temporal.handleOf(workflowId).fetchHistory() })),
  );
  for (const { history } of histories) {
    const text = textsIn(JSON.parse(historyToJSON(history))).join('\n');
    expect(Object.values(TEXTS).filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toContain('"recordOrder"'); // in a payload: the search reads what is there
  }
  const replayed: unknown[] = [];
  for await (const { error } of Worker.runReplayHistories(
    { workflowBundle: { codePath: given('TEST_WORKFLOW_BUNDLE') } },
    histories,
  ))
    replayed.push(error);
  expect(replayed).toEqual(ids.map(() => undefined));
}, 90_000);
