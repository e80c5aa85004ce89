import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NativeConnection } from '@temporalio/worker';
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
    stickyQueueScheduleToStartTimeout: '3s',
    maxConcurrentWorkflowTaskExecutions: 100,
    maxConcurrentWorkflowTaskPolls: 20,
  } satisfies Partial<WorkerOptions>;
}

/** A connection as the product's worker makes it. */
export const connectWorker = (): Promise<NativeConnection> =>
  NativeConnection.connect({
    address: process.env['TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233',
    grpcCompression: { codec: 'none' },
  });
