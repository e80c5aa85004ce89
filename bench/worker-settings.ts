import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from '@temporalio/worker';

/** The settings of the product's own worker, for another contender's: `folder` is the address of the folder its workflow lies in. */
export function workerSettings(folder: string) {
  const bundle = fileURLToPath(new URL('workflow-bundle.js', folder));
  return {
    ...(existsSync(bundle)
      ? { workflowBundle: { codePath: bundle } }
      : { workflowsPath: fileURLToPath(new URL('workflow.ts', folder)) }),
    maxCachedWorkflows: 2000,
    shutdownGraceTime: '10s',
    stickyQueueScheduleToStartTimeout: '5s',
    maxConcurrentWorkflowTaskExecutions: 100,
    maxConcurrentWorkflowTaskPolls: 20,
  } satisfies Partial<WorkerOptions>;
}
