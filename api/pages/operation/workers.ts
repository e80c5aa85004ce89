import { isGrpcServiceError } from '@temporalio/client';
import { inShanghai } from '../../../domain/day.ts';
import type { Portal } from '../../actions/portal.ts';

const ASK_MS = 2_000;
/** Temporal remembers a worker for minutes after it has gone; one that asks for work does so at least this often. */
const ALIVE_MS = 75_000;
const WORKFLOW_TASKS = 1;

/** The workers that ask for work now, with when they last did; undefined when Temporal cannot be asked. */
export async function workersOf({
  temporal,
  taskQueue,
}: Portal): Promise<{ identity: string; seenAt: string }[] | undefined> {
  try {
    const { pollers } = await temporal.withDeadline(Date.now() + ASK_MS, () =>
      temporal.workflowService.describeTaskQueue({
        namespace: temporal.options.namespace,
        taskQueue: { name: taskQueue },
        taskQueueType: WORKFLOW_TASKS,
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
