/** A reader process to be killed: the real one, but one page of each file never comes to its end. Told by its environment. */
import { appendFileSync } from 'node:fs';
import { NativeConnection } from '@temporalio/worker';
import { connect } from '../../db/client.ts';
import { fileStore } from '../../file-store.ts';
import { createPageReader } from '../../reader/page-reader.ts';
import { createReader } from '../../reader/reader.ts';
import { given } from '../setup/database.ts';

const { DATABASE_URL = '', TASK_QUEUE = '', DATA_DIR = '', HANG_AT = '', TOLD = '' } = process.env;
const pages = createPageReader();
const reader = await createReader({
  connection: await NativeConnection.connect({ address: given('TEST_TEMPORAL_ADDRESS') }),
  environment: { temporalNamespace: 'default', taskQueue: TASK_QUEUE },
  db: connect(DATABASE_URL, { max: 2, name: 'quanliu-doomed' }).db,
  files: fileStore(DATA_DIR),
  pages: {
    ...pages,
    read: (job) => {
      if (String(job.number) !== HANG_AT) return pages.read(job);
      appendFileSync(TOLD, 'hangs\n');
      return new Promise<never>(() => undefined);
    },
  },
});
await reader.run();
