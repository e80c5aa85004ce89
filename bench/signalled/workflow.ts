import { condition, defineSignal, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import { SIGNALS } from './messages.ts';
import type { SignalledActivities } from './messages.ts';

const { tell } = proxyLocalActivities<SignalledActivities>({ startToCloseTimeout: '10s' });

/** The least an order can be whose clicks are signals with an outcome: eight that count, each followed by an activity that tells so. */
export async function signalled(): Promise<number> {
  const waiting: string[] = [];
  let taken = 0;
  setHandler(defineSignal<[string]>('take'), (id) => void waiting.push(id));
  while (taken < SIGNALS) {
    await condition(() => waiting.length > 0);
    const id = waiting.shift() ?? '';
    taken += 1;
    await tell(id);
  }
  return taken;
}
