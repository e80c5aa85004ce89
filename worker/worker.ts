import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkflowBundleOption } from '@temporalio/worker';
import { deliveryActivities } from '../activities/delivery.ts';
import type { Mailing } from '../activities/delivery.ts';
import { orderActivities } from '../activities/order.ts';
import { passwordResetActivities } from '../activities/password-reset.ts';
import { upkeepActivities } from '../activities/upkeep.ts';
import type { Database } from '../db/client.ts';
import type { Environment } from '../environment.ts';
import { calendarSource } from './calendar.ts';
import { bareFailures } from './failures.ts';

interface Deps {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly environment: Pick<Environment, 'temporalNamespace' | 'taskQueue'>;
  readonly db: Database;
  /** How mails leave; kept for the mailbox page unless told. */
  readonly mailing?: Mailing;
  /** What the digest takes for now: tests. */
  readonly now?: () => string;
  /** Bundled already, where many workers share one: tests. */
  readonly bundle?: WorkflowBundleOption;
}

/**
 * A worker of all workflows and activities.
 *
 * The pollers are many because a new order's first task waits behind sticky polls; the sticky timeout is short because the
 * orders of a killed worker wait for it (ADR 0050).
 */
export async function createWorker(deps: Deps): Promise<Worker> {
  const { connection, client, environment, db, bundle } = deps;
  const calendar = calendarSource(db);
  const mailing = deps.mailing ?? KEPT;
  let isStopping = (): boolean => false;
  const worker = await Worker.create({
    connection,
    namespace: environment.temporalNamespace,
    taskQueue: environment.taskQueue,
    ...(bundle ? { workflowBundle: bundle } : workflows()),
    activities: {
      ...orderActivities({ db, calendar }),
      ...passwordResetActivities({ db, calendar }),
      ...upkeepActivities({ db, client, taskQueue: environment.taskQueue, publicUrl: mailing.publicUrl }),
      ...deliveryActivities({
        db,
        calendar,
        mailing,
        isStopping: () => isStopping(),
        now: deps.now ?? (() => new Date().toISOString()),
      }),
    },
    interceptors: { activity: [() => ({ inbound: bareFailures })] },
    maxCachedWorkflows: 2000,
    shutdownGraceTime: '10s',
    stickyQueueScheduleToStartTimeout: '3s',
    maxConcurrentWorkflowTaskExecutions: 100,
    maxConcurrentWorkflowTaskPolls: 20,
  });
  isStopping = () => worker.getState() !== 'RUNNING' && worker.getState() !== 'INITIALIZED';
  return worker;
}

const KEPT: Mailing = { smtpUrl: undefined, from: 'no-reply@localhost', publicUrl: 'http://localhost:8080' };

/** The bundle made at build time, or the sources, bundled at start. */
function workflows(): { workflowBundle: WorkflowBundleOption } | { workflowsPath: string } {
  const built = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
  return existsSync(built)
    ? { workflowBundle: { codePath: built } }
    : { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) };
}
