import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { connect } from '../db/client.ts';
import { listen } from '../db/driver/listen.ts';
import { readEnvironment } from '../environment.ts';
import type { Environment } from '../environment.ts';
import { fileStore } from '../file-store.ts';
import { serveMetrics } from '../metrics.ts';
import { createApp } from './app.ts';
import { closeServer } from './drain.ts';
import { createDocuments } from './documents/documents.ts';
import { liveChanges } from './live/changes.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { hearOutcomes } from './actions/outcomes.ts';
import { signInThrottle } from './session/throttle.ts';
import { temporalConnection } from './temporal.ts';
import { keepTidy } from './tidy.ts';

const environment = readEnvironment();
const log = createLog();
const database = connect(environment.databaseUrl, { max: 10, name: 'quanliu-api' });
const connection = temporalConnection(environment.temporalAddress);
const metrics = createMetrics();
const files = fileStore(environment.dataDir);
const documents = createDocuments(join(environment.dataDir, 'workbooks'));
const outcomes = hearOutcomes({ db: database.db, log });
const live = liveChanges({ db: database.db, log });
listen(database.pool, [outcomes, live], (error) => log.warn({ err: error }, 'cannot listen, trying on'));

const app = createApp({
  db: database.db,
  temporal: new Client({ connection, namespace: environment.temporalNamespace }),
  taskQueue: environment.taskQueue,
  temporalWebUrl: environment.temporalWebUrl,
  commandWaitMs: environment.commandWaitMs,
  production: environment.production,
  sessionSecret: environment.sessionSecret,
  sessionHours: environment.sessionHours,
  publicUrl: environment.publicUrl,
  throttle: signInThrottle(database.db),
  outcomes,
  live,
  files,
  documents,
  metrics,
  log,
});

/** The largest form in this time is 3 Mbit/s. */
const REQUEST_MS = 300_000;
const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: 15_000, keepAliveTimeout: 65_000 }, app);
const served = await serveMetrics(metrics.registry, environment.metrics);
await listening(server, environment);
const stopTidying = keepTidy({ db: database.db, files, log });
process.send?.({ type: 'ready', metrics: served.url });
log.info({ port: environment.port, metrics: served.url }, 'portal is up');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void drain());

/** The last calls in, no connection kept for more, the open ones answered, then everything closed. */
async function drain(): Promise<void> {
  live.close();
  await closeServer(server);
  stopTidying();
  served.close();
  documents.stop();
  await database.close();
  await connection.close();
  process.exit(0);
}

function listening(waiting: Server, { host, port }: Pick<Environment, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => waiting.once('error', reject).listen({ host, port }, resolve));
}
