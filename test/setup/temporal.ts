import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { listen } from '../../db/driver/listen.ts';
import { OUTCOMES } from '../../db/channels.ts';
import type { OutcomeNotice } from '../../db/channels.ts';
import { createWorker } from '../../worker/worker.ts';
import { ORDER, ORDER_SIGNALS } from '../../workflows/messages/order.ts';
import { executionOf } from '../../workflows/messages/executions.ts';
import { acceptCommand } from './commands.ts';
import { given } from './database.ts';
import type { TestDatabase } from './database.ts';

/** Real Temporal for one test file: a task queue of its own, workers as needed, and clicks with their outcomes. */
export type TestTemporal = Awaited<ReturnType<typeof testTemporal>>;

interface Click {
  readonly version?: number | null;
  readonly commandId?: string;
  readonly plan?: DeadlinePlan;
}

/** What a file's workers do otherwise than the product's. */
export type WorkerWishes = Partial<Pick<Parameters<typeof createWorker>[0], 'mailing' | 'now'>>;

export async function testTemporal(database: TestDatabase, wishes: WorkerWishes = {}) {
  const address = given('TEST_TEMPORAL_ADDRESS');
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection });
  const taskQueue = `test-${randomUUID()}`;
  const outcomes = new Map<string, string | null>();
  const waiting = new Map<string, (code: string | null) => void>();
  const onNotification = (payload: string): void => {
    const { command, code } = JSON.parse(payload) as OutcomeNotice;
    outcomes.set(command, code);
    waiting.get(command)?.(code);
  };
  const { ready } = listen(database.pool, [{ channel: OUTCOMES, onNotification }]);
  await ready;
  const outcomeOf = (commandId: string): Promise<string | null> =>
    new Promise((resolve) => {
      const known = outcomes.get(commandId);
      if (known === undefined) waiting.set(commandId, resolve);
      else resolve(known);
    });

  let worker: Worker | undefined;
  let running: Promise<void> | undefined;
  const startWorker = async (): Promise<void> => {
    worker = await createWorker({
      connection: native,
      client,
      environment: { temporalNamespace: 'default', taskQueue },
      db: database.db,
      bundle: { codePath: given('TEST_WORKFLOW_BUNDLE') },
      ...wishes,
    });
    running = worker.run();
  };
  const stopWorker = async (): Promise<void> => {
    worker?.shutdown();
    await running;
    worker = running = undefined;
  };

  /** Accepts a command as the portal does and signals it; answers its id at once. */
  async function sendClick(
    orderId: string,
    actorId: string,
    request: OrderRequest,
    { version = null, commandId = randomUUID(), plan }: Click = {},
  ): Promise<string> {
    const { step } = request;
    await acceptCommand(database.db, { id: commandId, orderId, accountId: actorId, request, version });
    await client.workflow.signalWithStart(ORDER, {
      workflowId: executionOf({ type: 'order', id: orderId }),
      taskQueue,
      args: [{ orderId, clicked: true, ...(plan && { plan }) }],
      signal: ORDER_SIGNALS[step],
      signalArgs: [{ commandId, step, actorId, version }],
      workflowTaskTimeout: '5s',
    });
    return commandId;
  }

  return {
    client,
    taskQueue,
    startWorker,
    stopWorker,
    sendClick,
    outcomeOf,
    /** A click and its outcome: null when done, else the refusal's code. */
    click: async (
      orderId: string,
      actorId: string,
      request: OrderRequest | Promise<OrderRequest>,
      click: Click = {},
    ): Promise<string | null> => outcomeOf(await sendClick(orderId, actorId, await request, click)),
    handleOf: (orderId: string) => client.workflow.getHandle(executionOf({ type: 'order', id: orderId })),
    /** Whether Temporal's list of running executions shows an order's, of which it hears some moments later. */
    isListed: async (orderId: string): Promise<boolean> => {
      const { count } = await client.workflow.count(
        `WorkflowId = "${executionOf({ type: 'order', id: orderId })}" AND ExecutionStatus = "Running"`,
      );
      return count > 0;
    },
    close: async (): Promise<void> => {
      await stopWorker();
      await native.close();
      await connection.close();
    },
  };
}
