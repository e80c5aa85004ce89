import { Client, Connection } from '@temporalio/client';
import { reconcile } from '../activities/upkeep.ts';
import { connect } from '../db/client.ts';
import { readEnvironment } from '../environment.ts';
import { resolveDatabaseUrl, resolveTemporalAddress } from './start/addresses.ts';
import { formatReport } from './start/report.ts';

// What the schedule does every quarter of an hour, and once a day as a whole, now and as a whole: over the instance that runs, or the servers the environment names.
try {
  const [databaseUrl, address] = [resolveDatabaseUrl(), resolveTemporalAddress()];
  const { temporalNamespace, taskQueue, publicUrl } = readEnvironment({ ...process.env, NODE_ENV: undefined }); // no secret is needed here
  const database = connect(databaseUrl, { max: 4, name: 'quanliu-reconcile' });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace: temporalNamespace });
  const report = await reconcile({ db: database.db, client, taskQueue, publicUrl }, () => undefined, true);
  for (const line of formatReport(report)) console.log(line);
  await connection.close();
  await database.close();
  process.exit(report.differences.length === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
