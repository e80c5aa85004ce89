import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import { ATTEMPT_MS, documentsQueue } from './messages/reading.ts';
import type { ReadingActivities, ReadingInput } from './messages/reading.ts';

/** The least of Temporal's priorities, which begin at 1; 3 is what others have. */
const LATER = 5;

/**
 * Has a file read, by stretches of some seconds: files of several askers take turns after each. A reader that is killed leaves the
 * pages it has read, and another goes on behind them.
 */
export async function reading({ attachmentId, asker, again = false }: ReadingInput): Promise<{ state: 'finished' }> {
  const { readPages } = proxyActivities<ReadingActivities>({
    taskQueue: documentsQueue(workflowInfo().taskQueue),
    startToCloseTimeout: ATTEMPT_MS,
    heartbeatTimeout: '15s',
    priority: { fairnessKey: asker, ...(again && { priorityKey: LATER }) },
    retry: { initialInterval: '2s', maximumInterval: '2m', maximumAttempts: 30 },
  });
  for (;;) {
    const stretch = await readPages({ attachmentId, asker });
    if (stretch === 'finished') return { state: stretch };
  }
}
