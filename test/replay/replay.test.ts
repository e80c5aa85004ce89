import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { given } from '../setup/database.ts';
import { recordedHistories, resultOf, textsIn } from './history.ts';
import type { Recorded } from './history.ts';
import { TEXTS } from './texts.ts';

/** The state each recorded path ends in; null where no case began. Recorded by `npm run record-histories`. */
const ENDS = {
  'came-back': 'closed',
  'click-on-a-final-order': 'closed',
  'click-refused': 'closed',
  'closed-after-redeem-by': 'closed',
  'closed-by-agreement': 'closed',
  'closed-by-center': 'closed',
  'closed-by-enterprise': 'closed',
  'closed-by-final-rejection': 'closed',
  'closed-by-institution': 'closed',
  'file-read': 'finished',
  expired: 'closed',
  'place-refused': null,
  'recorded-after-an-outage': 'closed',
  redeemed: 'redeemed',
  'redeemed-after-contract-change': 'redeemed',
  'redeemed-after-rejection': 'redeemed',
  'redeemed-after-supplement': 'redeemed',
  'reminded-and-escalated': 'closed',
};

const histories = recordedHistories();

/** Each history's name, with the error its replay ends with: none when the workflow still does what it did. */
async function replayed(
  workflowBundle: WorkflowBundleOption,
  recorded: readonly Recorded[],
): Promise<{ name: string; error: Error | undefined }[]> {
  const results: { name: string; error: Error | undefined }[] = [];
  const given = recorded.map(({ name, history }) => ({ workflowId: name, history: history as never })); // any JSON will do: the SDK reads it
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, given))
    results.push({ name: workflowId, error });
  return results;
}

const names = histories.map(({ name }) => name);

describe('recorded histories', () => {
  test('are there for every path, and end as the path does', () => {
    expect(Object.fromEntries(histories.map(({ path, history }) => [path, resultOf(history).state]))).toEqual(ENDS);
    for (const { path, history } of histories)
      expect({ [path]: resultOf(history).state }).toEqual({ [path]: ENDS[path as keyof typeof ENDS] });
  });

  test('are replayed by the workflow as it is now', async () => {
    const results = await replayed({ codePath: given('TEST_WORKFLOW_BUNDLE') }, histories);
    expect(results.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    expect(results.filter(({ error }) => error)).toEqual([]);
  });

  test('refuse a workflow that was changed without patched()', async () => {
    const bundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('changed-workflow.ts', import.meta.url)),
      logger: silent,
    });
    const results = await replayed(bundle, histories);
    expect(results.length).toBe(histories.length);
    for (const { error } of results) expect(error).toBeInstanceOf(DeterminismViolationError);
  }, 90_000);

  test('hold no name and nothing that people typed', () => {
    for (const { name, history } of histories) {
      const text = textsIn(history).join('\n');
      expect([name, Object.values(TEXTS).filter((secret) => text.includes(secret))]).toEqual([name, []]);
    }
  });

  test('are read to their last payload by that search: it finds what is there', () => {
    const text = textsIn(histories.find(({ name }) => name === 'redeemed')?.history).join('\n');
    expect(['已支付', '登记拨付', 'payoutRecorded', 'CaseState'].filter((word) => !text.includes(word))).toEqual([]);
  });
});

const nothing = (): void => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
