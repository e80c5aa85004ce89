import { NativeConnection, Worker } from '@temporalio/worker';
import { workerSettings } from '../worker-settings.ts';
import { TASK_QUEUE } from './messages.ts';

/** The bare lifecycle's worker. */
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233' });
const worker = await Worker.create({ connection, taskQueue: TASK_QUEUE, ...workerSettings(import.meta.url) });
process.send?.({ type: 'ready' });
await worker.run();
await connection.close();
process.exit(0);
