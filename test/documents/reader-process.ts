/** A reader process to be killed: the real one, but one page of each file waits until it may go on. Told by its environment. */
import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import { connect } from '../../db/client.ts';
import { fileStore } from '../../file-store.ts';
import { createPageReader } from '../../reader/page-reader.ts';
import { createReader } from '../../reader/reader.ts';
import { given } from '../setup/database.ts';

const { DATABASE_URL = '', TASK_QUEUE = '', DATA_DIR = '', HANG_AT = '', TOLD = '', GO_ON = '' } = process.env;
const pages = createPageReader();
const reader = await createReader({
  connection: await NativeConnection.connect({ address: given('TEST_TEMPORAL_ADDRESS') }),
  environment: { temporalNamespace: 'default', taskQueue: TASK_QUEUE },
  db: connect(DATABASE_URL, { max: 2, name: 'quanliu-doomed' }).db,
  files: fileStore(DATA_DIR),
  pages: {
    ...pages,
    read: async (job) => {
      if (String(job.number) !== HANG_AT) return pages.read(job);
      appendFileSync(TOLD, 'hangs\n');
      while (!existsSync(GO_ON)) await pause(50);
      return pages.read(job);
    },
  },
});
await reader.run();
