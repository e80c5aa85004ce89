import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';
import { reconcile } from '../../activities/upkeep.ts';
import { executionOf } from '../../workflows/messages/executions.ts';
import { given } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

/** Temporal's list of running executions is behind: what it says is believed of nothing that would be started. */

interface ListRequest {
  query: string;
  pageSize: number;
}

let world: World;
let connection: Connection;
let client: Client;
const calls = new Map<string, number>();
/** What is asked of the server instead of what reconciliation asks: as if the list were behind, or its pages small. */
let instead: (request: ListRequest) => Partial<ListRequest> = () => ({});

/** Counts the calls to the real server. */
const counted: NonNullable<ConnectionOptions['interceptors']>[number] = (options, next) => {
  const name = options.method_definition.path.split('/').at(-1) ?? '';
  calls.set(name, (calls.get(name) ?? 0) + 1);
  return next(options) as ReturnType<typeof counted>;
};

/** As the product's own connection does: a server that is asked too often is asked again. */
const patient = makeGrpcRetryInterceptor(defaultGrpcRetryOptions());

/** Lists by the real server too, what a test says. */
function listInstead({ workflowService: service }: Connection): void {
  const list = service.listWorkflowExecutions.bind(service);
  const asked = (request: ListRequest) => list({ ...request, ...instead(request) });
  Object.assign(service, { listWorkflowExecutions: asked });
}

beforeAll(async () => {
  world = await aWorld();
  connection = await Connection.connect({ address: given('TEST_TEMPORAL_ADDRESS'), interceptors: [counted, patient] });
  listInstead(connection);
  client = new Client({ connection });
  await reconciled(true); // so that no other test's is the whole one of the day
});
afterEach(() => void (instead = () => ({})));
afterAll(async () => {
  await connection.close();
  await world.close();
});

/** What a reconciliation brought back, and by how many calls of each kind. */
async function reconciled(isWhole = false) {
  calls.clear();
  const report = await reconcile(
    { db: world.db, client, taskQueue: world.temporal.taskQueue },
    () => undefined,
    isWhole,
  );
  return { broughtBack: report.broughtBack, differences: report.differences, calls: Object.fromEntries(calls) };
}

const listed = (id: string, wanted: boolean) =>
  eventually(
    () => world.temporal.isListed(id),
    (is) => is === wanted,
  );
const runOf = async (id: string) => (await world.temporal.handleOf(id).describe()).runId;

test('executions that the list shows are not asked: there are as many calls as pages', async () => {
  for (let made = 0; made < 5; made += 1) await listed(await world.anOrder(), true);
  expect(await reconciled()).toEqual({ broughtBack: [], differences: [], calls: { ListWorkflowExecutions: 1 } });
  instead = () => ({ pageSize: 2 });
  const { calls: some } = await reconciled();
  expect(Object.keys(some)).toEqual(['ListWorkflowExecutions']);
  expect(some['ListWorkflowExecutions']).toBeGreaterThanOrEqual(3);
});

test('an execution that the list does not show yet is asked itself, and not started a second time', async () => {
  const id = await world.anOrder();
  await listed(id, true);
  const run = await runOf(id);
  instead = ({ query }) => ({ query: `${query} AND WorkflowId != "${executionOf({ type: 'order', id })}"` });
  expect(await reconciled()).toEqual({
    broughtBack: [],
    differences: [],
    calls: { ListWorkflowExecutions: 1, DescribeWorkflowExecution: 1 },
  });
  expect(await runOf(id)).toBe(run);
});

test('one that is gone from the list and does not run is brought back', async () => {
  const id = await world.anOrder();
  await world.temporal.handleOf(id).terminate('history lost');
  await listed(id, false);
  expect(await reconciled()).toEqual({
    broughtBack: [id],
    differences: [],
    calls: { ListWorkflowExecutions: 1, DescribeWorkflowExecution: 1, StartWorkflowExecution: 1 },
  });
});

test('one that the list shows for ever after its end is brought back by a whole reconciliation, which asks each', async () => {
  const id = await world.anOrder();
  await world.temporal.handleOf(id).terminate('history lost');
  instead = ({ query }) => ({ query: query.replace(' AND ExecutionStatus = "Running"', '') });
  expect((await reconciled()).broughtBack).toEqual([]);
  const whole = await reconciled(true);
  expect(whole.broughtBack).toEqual([id]);
  expect(whole.calls).not.toHaveProperty('ListWorkflowExecutions');
});

test('where the list cannot be read each is asked, and it is reported', async () => {
  const id = await world.anOrder();
  await world.temporal.handleOf(id).terminate('history lost');
  instead = () => ({ query: 'this is no query' });
  const { broughtBack, differences } = await reconciled();
  expect(broughtBack).toEqual([id]);
  expect(differences).toEqual([expect.stringContaining('the list of running executions')]);
});
