import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { collectDefaultMetrics, register } from 'prom-client';
import { connect } from '../db/client.ts';
import { readEnvironment } from '../environment.ts';
import { serveMetrics } from '../metrics.ts';
import { createWorker } from './worker.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { ensureDelivery, ensureSchedules } from './schedules.ts';

const environment = readEnvironment();
const database = connect(environment.databaseUrl, { max: 10, name: 'quanliu-worker' });
collectDefaultMetrics();
const metrics = await serveMetrics(register, environment.metrics);
const address = environment.temporalAddress;
const connection = await NativeConnection.connect({ address });
const clientConnection = await Connection.connect({ address });
try {
  const client = new Client({ connection: clientConnection, namespace: environment.temporalNamespace });
  await registerSearchAttributes(connection, environment.temporalNamespace);
  const { smtpUrl, mailFrom: from, publicUrl } = environment;
  const mailing = { smtpUrl, from, publicUrl };
  const worker = await createWorker({ connection, client, environment, db: database.db, mailing });
  await ensureSchedules(client, environment.taskQueue);
  if (smtpUrl !== undefined || !environment.production) await ensureDelivery(client, environment.taskQueue);
  else console.warn('SMTP_URL is not set: no mail is sent');
  process.send?.({ type: 'ready', metrics: metrics.url });
  await worker.run(); // ends on SIGTERM and SIGINT, drained
} finally {
  await clientConnection.close();
  await connection.close();
  await database.close();
}
process.exit(0);
