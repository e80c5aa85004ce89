import { NativeConnection } from '@temporalio/worker';
import { register } from 'prom-client';
import { connect } from '../db/client.ts';
import { readEnvironment } from '../environment.ts';
import { fileStore } from '../file-store.ts';
import { countProcess, serveMetrics } from '../metrics.ts';
import { createReader } from './reader.ts';

const environment = readEnvironment();
const database = connect(environment.databaseUrl, { max: 3, name: 'quanliu-reader' });
countProcess(register);
const metrics = await serveMetrics(register, environment.metrics);
const connection = await NativeConnection.connect({
  address: environment.temporalAddress,
  grpcCompression: { codec: environment.temporalCompression },
});
try {
  const files = fileStore(environment.dataDir);
  const reader = await createReader({ connection, environment, db: database.db, files });
  process.send?.({ type: 'ready', metrics: metrics.url });
  await reader.run(); // ends on SIGTERM and SIGINT, drained
} finally {
  await connection.close();
  await database.close();
}
process.exit(0);
