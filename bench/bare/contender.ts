import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { ACTIONS } from '../contender.ts';
import type { Contender, Lifecycle } from '../contender.ts';
import { startProgram } from '../processes.ts';
import { TASK_QUEUE } from './messages.ts';

/** B: Temporal alone. The driver is its client, so what the driver spends is the client's part. */
export async function bareTemporal({ address, folder }: { address: string; folder: string }): Promise<Contender> {
  const worker = await startProgram({
    name: 'worker',
    script: 'bench/bare/worker.ts',
    env: { TEMPORAL_ADDRESS: address },
    logFile: join(folder, 'bare-worker.log'),
  });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });

  const begin = (): Lifecycle => {
    const workflowId = `bare/${randomUUID()}`;
    const handle = client.workflow.getHandle(workflowId);
    let begun = false;
    return async () => {
      if (begun) return void (await handle.executeUpdate('take'));
      begun = true;
      await client.workflow.start('bare', { workflowId, taskQueue: TASK_QUEUE });
    };
  };
  return {
    name: 'B',
    actions: ACTIONS,
    parts: [worker.part],
    drivenBy: 'client',
    prepare: () => Promise.resolve(),
    begin,
    stop: async () => {
      await connection.close();
      await worker.stop();
    },
  };
}
