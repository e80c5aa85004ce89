import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { connect } from '../../db/client.ts';
import { listen } from '../../db/driver/listen.ts';
import { ensureDatabase } from '../../scripts/servers/postgres.ts';
import { ACTIONS } from '../contender.ts';
import type { Contender, Lifecycle } from '../contender.ts';
import { startProgram } from '../processes.ts';
import { CHANNEL, TASK_QUEUE } from './messages.ts';

/** B2's database on the bench's PostgreSQL: it holds no table. */
export const DATABASE = 'signalled_bench';

interface Options {
  readonly databaseUrl: (database: string) => string;
  readonly address: string;
  readonly folder: string;
}

/**
 * B2: the limit of the product's design. Clicks are signals, a local activity follows each and tells its effect by NOTIFY, which
 * the driver awaits; no HTTP, no rule, no row.
 */
export async function signalledTemporal({ databaseUrl, address, folder }: Options): Promise<Contender> {
  await ensureDatabase(databaseUrl('postgres'), DATABASE);
  const url = databaseUrl(DATABASE);
  const worker = await startProgram({
    name: 'worker',
    script: 'bench/signalled/worker.ts',
    env: { NODE_ENV: 'production', TEMPORAL_ADDRESS: address, DATABASE_URL: url },
    logFile: join(folder, 'signalled-worker.log'),
  });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const database = connect(url, { max: 1, name: 'bench-signalled-driver' });
  const awaited = new Map<string, () => void>();
  const onNotification = (id: string): void => {
    awaited.get(id)?.();
    awaited.delete(id);
  };
  const listening = listen(database.pool, [{ channel: CHANNEL, onNotification }]);
  await listening.ready;

  const begin = (): Lifecycle => {
    const workflowId = `signalled/${randomUUID()}`;
    const handle = client.workflow.getHandle(workflowId);
    let begun = false;
    return async () => {
      const id = randomUUID();
      const taken = new Promise<void>((resolve) => awaited.set(id, resolve));
      if (begun) await handle.signal('take', id);
      else
        await client.workflow.signalWithStart('signalled', {
          workflowId,
          taskQueue: TASK_QUEUE,
          signal: 'take',
          signalArgs: [id],
        });
      begun = true;
      await taken;
    };
  };
  return {
    name: 'B2',
    actions: ACTIONS,
    parts: [worker.part],
    drivenBy: 'client',
    prepare: () => Promise.resolve(),
    begin,
    stop: async () => {
      await listening.close();
      await database.close();
      await connection.close();
      await worker.stop();
    },
  };
}
