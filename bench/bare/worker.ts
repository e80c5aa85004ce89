import { Worker } from '@temporalio/worker';
import { connectWorker, workerSettings } from '../worker-settings.ts';
import { TASK_QUEUE } from './messages.ts';

/** The bare lifecycle's worker. */
const connection = await connectWorker();
const worker = await Worker.create({ connection, taskQueue: TASK_QUEUE, ...workerSettings(import.meta.url) });
process.send?.({ type: 'ready' });
await worker.run();
await connection.close();
process.exit(0);
