/** A worker process to be killed while it sends mails: the real one, told by its environment where everything is. */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { connect } from '../../db/client.ts';
import { createWorker } from '../../worker/worker.ts';
import { given } from '../setup/database.ts';
import { FROM, PUBLIC_URL } from '../setup/post.ts';

const { DATABASE_URL = '', TASK_QUEUE = '', SMTP_URL = '' } = process.env;
const { db } = connect(DATABASE_URL, { max: 4, name: 'quanliu-doomed' });
const address = given('TEST_TEMPORAL_ADDRESS');
const worker = await createWorker({
  connection: await NativeConnection.connect({ address }),
  client: new Client({ connection: await Connection.connect({ address }) }),
  environment: { temporalNamespace: 'default', taskQueue: TASK_QUEUE },
  db,
  bundle: { codePath: given('TEST_WORKFLOW_BUNDLE') },
  mailing: { smtpUrl: SMTP_URL, from: FROM, publicUrl: PUBLIC_URL },
});
await worker.run();
