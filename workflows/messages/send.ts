import type { Client } from '@temporalio/client';
import { orderStep } from '../../domain/order/steps.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import { ORDER, ORDER_SIGNALS, orderProcess } from './order.ts';
import type { OrderCommand } from './order.ts';

/** A stuck workflow task is given to another worker after this long; the default of 10 s is a long wait for a click. */
const WORKFLOW_TASK_TIMEOUT = '5s';

interface Sending {
  readonly client: Client;
  readonly taskQueue: string;
}

/** The start of an order's execution, the same for everyone who starts it. */
const startOf = (taskQueue: string, orderId: string) => ({
  workflowId: orderProcess(orderId),
  taskQueue,
  args: [{ orderId }],
  staticSummary: '订单',
  workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
});

/**
 * Hands a command to its order's execution, starting one where there is none: an execution that was terminated comes back
 * with the next click. When this returns, the server has the command and it cannot be lost.
 */
export async function sendToOrder(
  { client, taskQueue }: Sending,
  orderId: string,
  command: OrderCommand & { readonly step: OrderStep },
): Promise<void> {
  const summary = orderStep(command.step).zh;
  await client.workflow.signalWithStart(ORDER, {
    ...startOf(taskQueue, orderId),
    staticSummary: `订单 · ${summary}`,
    signal: ORDER_SIGNALS[command.step],
    signalArgs: [command],
  });
}

/** Starts the execution of an order nobody clicks on. Does nothing when one is running. */
export async function wakeOrder({ client, taskQueue }: Sending, orderId: string): Promise<void> {
  await client.workflow.start(ORDER, { ...startOf(taskQueue, orderId), workflowIdConflictPolicy: 'USE_EXISTING' });
}
