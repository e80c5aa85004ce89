/**
 * Records the histories that are missing in `histories/`; none that is there is overwritten, since orders of its release may
 * still be open. `npm run record-histories -- 0.2.0` records a release whose workflow sends other commands beside the former.
 */
import '../setup/quiet.ts';
import { existsSync, writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { executionOf } from '../../workflows/messages/executions.ts';
import { startServers } from '../setup/servers.ts';
import { aWorld } from '../setup/world.ts';
import { historyFile } from './history.ts';
import { named, PATHS } from './paths.ts';
import { readAFile } from './reading-path.ts';

const [release] = process.argv.slice(2);
const servers = await startServers();
try {
  const world = await aWorld();
  try {
    await named(world);
    const orders = Object.entries(PATHS).map(
      ([name, path]) => [name, async () => executionOf({ type: 'order', id: await path(world) })] as const,
    );
    for (const [name, live] of [...orders, ['file-read', () => readAFile(world)] as const]) {
      const file = historyFile(name, release);
      if (existsSync(file)) continue;
      const execution = world.temporal.client.workflow.getHandle(await live());
      const history = historyToJSON(await execution.fetchHistory());
      writeFileSync(file, `${JSON.stringify(JSON.parse(history))}\n`);
      console.log(`${name}: recorded`);
    }
  } finally {
    await world.close();
  }
} finally {
  await servers.stop();
}
