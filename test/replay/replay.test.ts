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

/** What each history's replay ends with; undefined when the workflow still does what it did. */
async function replayed(
  workflowBundle: WorkflowBundleOption,
  recorded: readonly Recorded[],
): Promise<Record<string, Error | undefined>> {
  const errors: Record<string, Error | undefined> = {};
  const given = recorded.map(({ name, history }) => ({ workflowId: name, history: history as never })); // any JSON will do: the SDK reads it
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, given))
    errors[workflowId] = error;
  return errors;
}

describe('recorded histories', () => {
  test('are there for every path, and end as the path does', () => {
    expect(Object.fromEntries(histories.map(({ name, history }) => [name, resultOf(history).state]))).toEqual(ENDS);
  });

  test('are replayed by the workflow as it is now', async () => {
    const errors = await replayed({ codePath: given('TEST_WORKFLOW_BUNDLE') }, histories);
    expect(errors).toEqual(Object.fromEntries(Object.keys(ENDS).map((name) => [name, undefined])));
  });

  test('refuse a workflow that was changed without patched()', async () => {
    const bundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('changed-workflow.ts', import.meta.url)),
      logger: silent,
    });
    const errors = Object.values(await replayed(bundle, histories));
    expect(errors.length).toBe(17);
    for (const error of errors) expect(error).toBeInstanceOf(DeterminismViolationError);
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
