import { isGrpcServiceError } from '@temporalio/client';
import { inShanghai } from '../../../domain/day.ts';
import { documentsQueue } from '../../../workflows/messages/reading.ts';
import type { Portal } from '../../actions/portal.ts';

const ASK_MS = 2_000;
/** Temporal remembers a worker for minutes after it has gone; one that asks for work does so at least this often. */
const ALIVE_MS = 75_000;
const [WORKFLOW_TASKS, ACTIVITY_TASKS] = [1, 2];

/** Those that ask for work now, with when they last did; undefined when Temporal cannot be asked. */
export type Serving = readonly { readonly identity: string; readonly seenAt: string }[] | undefined;

/** The workers of executions. */
export const workersOf = ({ temporal, taskQueue }: Portal): Promise<Serving> =>
  servingOf(temporal, taskQueue, WORKFLOW_TASKS);

/** The readers of files. */
export const readersOf = ({ temporal, taskQueue }: Portal): Promise<Serving> =>
  servingOf(temporal, documentsQueue(taskQueue), ACTIVITY_TASKS);

async function servingOf(temporal: Portal['temporal'], taskQueue: string, taskQueueType: number): Promise<Serving> {
  try {
    const { pollers } = await temporal.withDeadline(Date.now() + ASK_MS, () =>
      temporal.workflowService.describeTaskQueue({
        namespace: temporal.options.namespace,
        taskQueue: { name: taskQueue },
        taskQueueType,
      }),
    );
    const alive = new Map<string, number>();
    for (const { identity, lastAccessTime } of pollers ?? []) {
      const seenAt = Number(lastAccessTime?.seconds ?? 0) * 1000;
      if (identity && Date.now() - seenAt < ALIVE_MS) alive.set(identity, Math.max(seenAt, alive.get(identity) ?? 0));
    }
    return [...alive].map(([identity, seenAt]) => ({ identity, seenAt: inShanghai(new Date(seenAt).toISOString()) }));
  } catch (error) {
    if (isGrpcServiceError(error)) return undefined; // the page says so
    throw error;
  }
}
