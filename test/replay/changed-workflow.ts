import { sleep } from '@temporalio/workflow';
import type { OrderInput, OrderPosition } from '../../workflows/messages/order.ts';
import { order as unchanged } from '../../workflows/order.ts';

/** The order with one command more, and no `patched()`: what a replay must find. */
export async function order(input: OrderInput): Promise<OrderPosition> {
  await sleep(1);
  return unchanged(input);
}
