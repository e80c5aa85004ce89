import * as rules from '../process/permissions.ts';
import type { OpenTask } from '../process/wait.ts';
import type { Actor, Moment } from '../role.ts';
import type { Ruling } from '../ruling.ts';
import type { OrderRequest } from './commands.ts';
import { concerns } from './conditions.ts';
import type { VisibleOrder } from './conditions.ts';
import type { Order } from './order.ts';
import { ORDER_PROCESS } from './process.ts';
import { orderStep } from './steps.ts';
import type { OrderStep } from './steps.ts';

/** An order with the task that waits on it, as locked or read together. */
export interface OrderWithTask {
  readonly order: Order;
  readonly task: OpenTask | null;
}

/** The whole rule for a step of an order: `mayTake` of every process. @source L88, L99, L152, D6 */
export const mayTake = (
  { order, task }: OrderWithTask,
  actor: Actor,
  request: OrderRequest,
  version: number | null,
  moment: Moment,
): Ruling => rules.mayTake(ORDER_PROCESS, { row: order, task }, actor, request, version, moment);

/** Whether a step of an order could be taken now, whatever its body will say: what buttons are drawn from. @source L92 */
export const mayBegin = ({ order, task }: OrderWithTask, actor: Actor, step: OrderStep, moment: Moment): Ruling =>
  rules.mayBegin(ORDER_PROCESS, { row: order, task }, actor, step, moment);

/** Whether the actor may know of the order at all. @source D26 */
export const maySee = (order: VisibleOrder, actor: Actor): boolean => rules.maySee({ concerns }, order, actor);

/**
 * Whether a redemption may be written up: from the payment on, also while something still stands in the way of sending it.
 *
 * @source L165
 */
export const mayWriteUp = (
  order: Pick<Order, 'state' | 'returned'>,
  step: 'requestRedemption' | 'supplementRedemption',
): boolean => (step === 'supplementRedemption' ? order.returned : orderStep(step).from.includes(order.state));
