import { sleep } from '@temporalio/workflow';
import type { OrderInput } from '../../workflows/messages/order.ts';
import type { Position } from '../../workflows/messages/process.ts';
import type { ReadingInput } from '../../workflows/messages/reading.ts';
import { order as unchanged } from '../../workflows/order.ts';
import { reading as unchangedReading } from '../../workflows/reading.ts';

/** The order with one command more, and no `patched()`: what a replay must find. */
export async function order(input: OrderInput): Promise<Position> {
  await sleep(1);
  return unchanged(input);
}

/** The reading of a file with one command more. */
export async function reading(input: ReadingInput): Promise<{ state: 'finished' }> {
  await sleep(1);
  return unchangedReading(input);
}
