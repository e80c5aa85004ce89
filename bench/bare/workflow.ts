import { condition, defineUpdate, setHandler } from '@temporalio/workflow';
import { UPDATES } from './messages.ts';

/** The least a durable lifecycle can be: a start and seven updates that count. */
export async function bare(): Promise<number> {
  let taken = 0;
  setHandler(defineUpdate<number>('take'), () => (taken += 1));
  await condition(() => taken === UPDATES);
  return taken;
}
