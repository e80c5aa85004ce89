import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkflowBundleOption } from '@temporalio/worker';
import { orderActivities } from '../activities/order.ts';
import { upkeepActivities } from '../activities/upkeep.ts';
import type { Database } from '../db/client.ts';
import type { Environment } from '../environment.ts';
import { calendarSource } from './calendar.ts';

interface Deps {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly environment: Pick<Environment, 'temporalNamespace' | 'taskQueue'>;
  readonly db: Database;
  /** Bundled already, where many workers share one: tests. */
  readonly bundle?: WorkflowBundleOption;
}

/**
 * A worker of all workflows and activities.
 *
 * The pollers are many because a new order's first task waits behind sticky polls; the sticky timeout is short because the
 * orders of a killed worker wait for it.
 */
export const createWorker = ({ connection, client, environment, db, bundle }: Deps): Promise<Worker> =>
  Worker.create({
    connection,
    namespace: environment.temporalNamespace,
    taskQueue: environment.taskQueue,
    ...(bundle ? { workflowBundle: bundle } : workflows()),
    activities: {
      ...orderActivities({ db, calendar: calendarSource(db) }),
      ...upkeepActivities({ db, client, taskQueue: environment.taskQueue }),
    },
    maxCachedWorkflows: 2000,
    shutdownGraceTime: '10s',
    stickyQueueScheduleToStartTimeout: '5s',
    maxConcurrentWorkflowTaskExecutions: 100,
    maxConcurrentWorkflowTaskPolls: 20,
  });

/** The bundle made at build time, or the sources, bundled at start. */
function workflows(): { workflowBundle: WorkflowBundleOption } | { workflowsPath: string } {
  const built = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
  return existsSync(built)
    ? { workflowBundle: { codePath: built } }
    : { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) };
}
