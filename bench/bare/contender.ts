import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Contender, Lifecycle } from '../contender.ts';
import { startProgram } from '../processes.ts';
import type { Stage } from '../stage.ts';
import { TASK_QUEUE, UPDATES } from './messages.ts';

/** B: Temporal alone. The driver is its client, so what the driver spends is the client's part. */
export async function bareTemporal({ started, address, folder }: Stage): Promise<Contender> {
  const worker = await startProgram(started, { name: 'worker', script: 'bench/bare/worker.ts', env: { TEMPORAL_ADDRESS: address }, logFile: join(folder, 'bare-worker.log') });
  const connection = await Connection.connect({ address });
  started.add(() => connection.close());
  const client = new Client({ connection });

  const finished: string[] = [];
  const begin = (): Lifecycle => {
    const workflowId = `bare/${randomUUID()}`;
    const handle = client.workflow.getHandle(workflowId);
    let begun = false;
    return async () => {
      if (!begun) {
        begun = true;
        await client.workflow.start('bare', { workflowId, taskQueue: TASK_QUEUE });
      } else if ((await handle.executeUpdate<number, []>('take')) === UPDATES) finished.push(workflowId);
    };
  };
  return {
    name: 'B',
    parts: [worker],
    drivenBy: 'client',
    finished,
    prepare: () => Promise.resolve(),
    begin,
  };
}
