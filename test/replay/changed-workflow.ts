import { sleep } from '@temporalio/workflow';
import type { OrderInput } from '../../workflows/messages/order.ts';
import type { Position } from '../../workflows/messages/process.ts';
import { order as unchanged } from '../../workflows/order.ts';

/** The order with one command more, and no `patched()`: what a replay must find. */
export async function order(input: OrderInput): Promise<Position> {
  await sleep(1);
  return unchanged(input);
}
