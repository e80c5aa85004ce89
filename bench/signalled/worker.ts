import { Worker } from '@temporalio/worker';
import { sql } from 'drizzle-orm';
import { connect } from '../../db/client.ts';
import { connectWorker, workerSettings } from '../worker-settings.ts';
import { CHANNEL, TASK_QUEUE } from './messages.ts';
import type { SignalledActivities } from './messages.ts';

/** The signalled lifecycle's worker. */
const { db, close } = connect(process.env['DATABASE_URL'] ?? '', { max: 10, name: 'bench-signalled' });
const activities: SignalledActivities = {
  tell: async (id) => void (await db.execute(sql`select pg_notify(${CHANNEL}, ${id})`)),
};
const connection = await connectWorker();
const worker = await Worker.create({
  connection,
  taskQueue: TASK_QUEUE,
  activities,
  ...workerSettings(import.meta.url),
});
process.send?.({ type: 'ready' });
await worker.run();
await connection.close();
await close();
process.exit(0);
