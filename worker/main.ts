import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { register } from 'prom-client';
import { connect } from '../db/client.ts';
import { readEnvironment } from '../environment.ts';
import { countProcess, serveMetrics } from '../metrics.ts';
import { createWorker } from './worker.ts';
import { ensureStanding, keepStanding } from './standing.ts';

const environment = readEnvironment();
const database = connect(environment.databaseUrl, { max: 10, name: 'quanliu-worker' });
countProcess(register);
const metrics = await serveMetrics(register, environment.metrics);
const address = environment.temporalAddress;
const connection = await NativeConnection.connect({
  address,
  grpcCompression: { codec: environment.temporalCompression },
});
const clientConnection = await Connection.connect({ address });
const stopped = new AbortController();
try {
  const client = new Client({ connection: clientConnection, namespace: environment.temporalNamespace });
  const { smtpUrl, mailFrom: from, publicUrl } = environment;
  const mailing = { smtpUrl, from, publicUrl };
  const worker = await createWorker({ connection, client, environment, db: database.db, mailing });
  const delivers = smtpUrl !== undefined || !environment.production;
  if (!delivers) console.warn('SMTP_URL is not set: no mail is sent');
  const { temporalNamespace: namespace, taskQueue } = environment;
  const standing = { connection, client, namespace, taskQueue, delivers };
  await ensureStanding(standing);
  void keepStanding(standing, environment.upkeepEveryMs, stopped.signal);
  process.send?.({ type: 'ready', metrics: metrics.url });
  await worker.run(); // ends on SIGTERM and SIGINT, drained
} finally {
  stopped.abort();
  await clientConnection.close();
  await connection.close();
  await database.close();
}
process.exit(0);
