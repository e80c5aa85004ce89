import { Worker } from '@temporalio/worker';
import type { NativeConnection } from '@temporalio/worker';
import type { Disk } from 'flydrive';
import type { Database } from '../db/client.ts';
import type { Environment } from '../environment.ts';
import { bareFailures } from '../worker/failures.ts';
import { documentsQueue } from '../workflows/messages/reading.ts';
import { createPageReader } from './page-reader.ts';
import type { PageReader } from './page-reader.ts';
import { readingActivities } from './read-pages.ts';

interface Deps {
  readonly connection: NativeConnection;
  readonly environment: Pick<Environment, 'temporalNamespace' | 'taskQueue'>;
  readonly db: Database;
  readonly files: Disk;
  /** Another than the product's: tests. */
  readonly pages?: PageReader;
}

export interface Reader {
  /** Serves the task queue until it is stopped, drained. */
  readonly run: () => Promise<void>;
  readonly shutdown: () => void;
}

/** A worker that reads files, one page at a time in a process of its own. */
export async function createReader({ connection, environment, db, files, ...more }: Deps): Promise<Reader> {
  const pages = more.pages ?? createPageReader();
  let isStopping = (): boolean => false;
  const worker = await Worker.create({
    connection,
    namespace: environment.temporalNamespace,
    taskQueue: documentsQueue(environment.taskQueue),
    activities: readingActivities({ db, files, pages, isStopping: () => isStopping() }),
    interceptors: { activity: [() => ({ inbound: bareFailures })] },
    maxConcurrentActivityTaskExecutions: 1,
    shutdownGraceTime: '10s',
  });
  isStopping = () => worker.getState() !== 'RUNNING' && worker.getState() !== 'INITIALIZED';
  return {
    run: () => worker.run().finally(pages.stop),
    shutdown: () => worker.shutdown(),
  };
}
