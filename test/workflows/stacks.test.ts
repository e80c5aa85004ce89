import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../../scripts/workflow-bundle.ts';
import { given } from '../setup/database.ts';

/** Promises keep no stacks in the workflows' bundle; errors keep theirs. */

let client: Client;
let native: NativeConnection;
let worker: Worker;
let running: Promise<void>;
const taskQueue = `stacks-${randomUUID()}`;

beforeAll(async () => {
  const address = given('TEST_TEMPORAL_ADDRESS');
  native = await NativeConnection.connect({ address });
  client = new Client({ connection: await Connection.connect({ address }) });
  const workflowsPath = fileURLToPath(new URL('stack-workflow.ts', import.meta.url));
  const code = await bundleWorkflows({ workflowsPath });
  worker = await Worker.create({ connection: native, taskQueue, workflowBundle: { code } });
  running = worker.run();
}, 90_000);
afterAll(async () => {
  worker.shutdown();
  await running;
  await native.close();
  await client.connection.close();
});

const started = (workflow: string) =>
  client.workflow.start(workflow, { workflowId: `${workflow}/${randomUUID()}`, taskQueue, args: [] });

test('an error of a workflow is shown with the place in its source where it was made', async () => {
  const handle = await started('failing');
  const error = await handle.result().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WorkflowFailedError);
  const { cause } = error as WorkflowFailedError;
  expect(cause?.message).toBe('failed on purpose');
  expect(cause?.cause).toMatchObject({ message: 'the cause', stack: expect.stringContaining('stack-workflow.ts:10') });
});

test('errors are what they are elsewhere', async () => {
  const handle = await started('errors');
  expect(await handle.result()).toEqual({
    words: 'words',
    isError: true,
    isTypeError: true,
    isOwn: true,
    called: true,
    tag: '[object Error]',
  });
});

test('nobody pays for the stack of a promise', async () => {
  const handle = await started('waiting');
  expect(await handle.query('__stack_trace')).toBe('');
  await handle.terminate();
});
