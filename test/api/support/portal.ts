import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { createApp } from '../../../api/app.ts';
import { fileStore } from '../../../file-store.ts';
import { createDocuments } from '../../../api/documents/documents.ts';
import { liveChanges } from '../../../api/live/changes.ts';
import { createLog } from '../../../api/log.ts';
import { createMetrics } from '../../../api/metrics.ts';
import { hearOutcomes } from '../../../api/actions/outcomes.ts';
import { signInThrottle } from '../../../api/session/throttle.ts';
import { temporalConnection } from '../../../api/temporal.ts';
import type { Database } from '../../../db/client.ts';
import { connect } from '../../../db/client.ts';
import { listen } from '../../../db/driver/listen.ts';
import { enterRows } from '../../../scripts/seed/rows.ts';
import { createReader } from '../../../reader/reader.ts';
import { createWorker } from '../../../worker/worker.ts';
import { given, testDatabase } from '../../setup/database.ts';
import type { TestDatabase } from '../../setup/database.ts';
import { aClient, someone } from './client.ts';
import type { TestClient } from './client.ts';

/** A portal of the test file's own: database, task queue, files, address. The people of the sample data can sign in. */
export interface TestPortal {
  readonly url: string;
  readonly database: TestDatabase;
  readonly dataDir: string;
  readonly taskQueue: string;
  /** Signs in as `demo-<name>`; each name once a portal. */
  readonly as: (name: string) => Promise<TestClient>;
  /** Someone who is not signed in. */
  readonly visitor: TestClient;
  /** Another process of the same portal would be this: its own listening and pool, the same database. */
  readonly another: () => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>;
  readonly startWorker: () => Promise<void>;
  readonly stopWorker: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Options {
  readonly commandWaitMs?: number;
  readonly production?: boolean;
  /** Where the portal (not the worker) looks for its servers; the test's own when not given. */
  readonly temporalAddress?: string;
  readonly databaseUrl?: string;
  /** Another way to the test's own database. */
  readonly databasePort?: number;
  readonly withoutWorker?: boolean;
  /** What people type into their browsers. */
  readonly publicUrl?: string;
}

export async function aPortal(options: Options = {}): Promise<TestPortal> {
  const database = await testDatabase();
  await enterRows(database.db, new Date().toISOString());
  const taskQueue = `api-${randomUUID()}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'quanliu-files-'));
  const served = await serve(options, database, { taskQueue, dataDir });
  const worker = aWorker(database.db, { taskQueue, dataDir });
  if (!options.withoutWorker) await worker.start();
  const people = new Map<string, Promise<TestClient>>();
  const as = (name: string): Promise<TestClient> => {
    const client = people.get(name) ?? aClient(served.url, `demo-${name}`);
    people.set(name, client);
    return client;
  };
  return {
    url: served.url,
    database,
    dataDir,
    taskQueue,
    as,
    visitor: someone(served.url),
    another: () => serve(options, database, { taskQueue, dataDir }),
    startWorker: worker.start,
    stopWorker: worker.stop,
    stop: async () => {
      await worker.stop();
      await served.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true });
    },
  };
}

async function serve(
  options: Options,
  database: TestDatabase,
  { taskQueue, dataDir }: { taskQueue: string; dataDir: string },
) {
  const own = connect(options.databaseUrl ?? at(database.url, options.databasePort), {
    max: 5,
    name: 'quanliu-test-portal',
  });
  const connection = temporalConnection(options.temporalAddress ?? given('TEST_TEMPORAL_ADDRESS'));
  const log = createLog('silent');
  const outcomes = hearOutcomes({ db: own.db, log });
  const documents = createDocuments();
  const live = liveChanges({ db: own.db, log });
  listen(own.pool, [outcomes, live]);
  const app = createApp({
    db: own.db,
    temporal: new Client({ connection }),
    taskQueue,
    temporalWebUrl: 'http://temporal.test',
    commandWaitMs: options.commandWaitMs ?? 5000,
    production: options.production ?? false,
    sessionSecret: 'a secret of the tests',
    publicUrl: options.publicUrl ?? 'http://portal.test',
    throttle: signInThrottle(own.db),
    outcomes,
    live,
    files: fileStore(dataDir),
    documents,
    strictTemplates: true,
    metrics: createMetrics(),
    log,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    documents.stop();
    await own.close();
    await connection.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

function at(url: string, port: number | undefined): string {
  const other = new URL(url);
  if (port !== undefined) other.port = String(port);
  return other.href;
}

/** The one worker of the file, and the reader beside it, which can be stopped and started. */
function aWorker(db: Database, { taskQueue, dataDir }: { taskQueue: string; dataDir: string }) {
  let end: (() => Promise<void>) | undefined;
  return {
    start: async (): Promise<void> => {
      const address = given('TEST_TEMPORAL_ADDRESS');
      const connection = await NativeConnection.connect({ address });
      const clientConnection = await Connection.connect({ address });
      const client = new Client({ connection: clientConnection });
      const environment = { temporalNamespace: 'default', taskQueue };
      const worker = await createWorker({
        connection,
        client,
        environment,
        db,
        bundle: { codePath: given('TEST_WORKFLOW_BUNDLE') },
      });
      const reader = await createReader({ connection, environment, db, files: fileStore(dataDir) });
      const running = Promise.all([worker.run(), reader.run()]);
      end = async () => {
        worker.shutdown();
        reader.shutdown();
        await running;
        await connection.close();
        await clientConnection.close();
      };
    },
    stop: async (): Promise<void> => {
      await end?.();
      end = undefined;
    },
  };
}
