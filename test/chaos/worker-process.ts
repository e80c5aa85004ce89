/** A worker process to be killed: the real one, but its recordings may commit and then never answer. Told by its environment. */
import { appendFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { orderActivities } from '../../activities/order.ts';
import { connect } from '../../db/client.ts';
import { getCalendar } from '../../db/reads/calendar.ts';
import { given } from '../setup/database.ts';

const { DATABASE_URL = '', TASK_QUEUE = '', HANG_AFTER = '', TOLD = '' } = process.env;
const { db } = connect(DATABASE_URL, { max: 4, name: 'quanliu-doomed' });
const address = given('TEST_TEMPORAL_ADDRESS');
const connection = await NativeConnection.connect({ address });
const client = new Client({ connection: await Connection.connect({ address }) });
const activities = orderActivities({ db, calendar: () => getCalendar(db) });
const worker = await Worker.create({
  connection,
  taskQueue: TASK_QUEUE,
  workflowBundle: { codePath: given('TEST_WORKFLOW_BUNDLE') },
  stickyQueueScheduleToStartTimeout: '1s',
  activities: {
    ...activities,
    async recordOrder(change: Parameters<typeof activities.recordOrder>[0]) {
      const recorded = await activities.recordOrder(change);
      if (change.command.step !== HANG_AFTER) return recorded;
      appendFileSync(TOLD, 'committed\n');
      return new Promise<never>(() => undefined); // committed, and nobody will ever hear of it
    },
  },
});
appendFileSync(TOLD, 'running\n');
await worker.run();
await client.connection.close();
