import { ORDER_PROCESS } from '../domain/order/process.ts';
import type { OrderInput } from './messages/order.ts';
import type { Position } from './messages/process.ts';
import { runProcess } from './process.ts';
import type { WorkflowDefinition } from './process.ts';

const ORDER_WORKFLOW: WorkflowDefinition = {
  ...ORDER_PROCESS,
  load: 'loadOrder',
  record: 'recordOrder',
  payloadOf: ({ subjectId: orderId, ...change }) => ({ orderId, ...change }),
};

/** One order, from placing to its end. @source L88, D3 */
export const order = ({ orderId, ...input }: OrderInput): Promise<Position> =>
  runProcess(ORDER_WORKFLOW, { subjectId: orderId, ...input });
