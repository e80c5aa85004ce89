/**
 * Records the histories that are missing in `histories/`; none that is there is overwritten, since orders of its release may
 * still be open. `npm run record-histories -- 0.2.0` records a release whose workflow sends other commands beside the former.
 */
import '../setup/quiet.ts';
import { existsSync, writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { startServers } from '../setup/servers.ts';
import { aWorld } from '../setup/world.ts';
import { historyFile } from './history.ts';
import { named, PATHS } from './paths.ts';

const [release] = process.argv.slice(2);
const servers = await startServers();
try {
  const world = await aWorld();
  try {
    await named(world);
    for (const [name, path] of Object.entries(PATHS)) {
      const file = historyFile(name, release);
      if (existsSync(file)) continue;
      const orderId = await path(world);
      const history = historyToJSON(await world.temporal.handleOf(orderId).fetchHistory());
      writeFileSync(file, `${JSON.stringify(JSON.parse(history))}\n`);
      console.log(`${name}: recorded`);
    }
  } finally {
    await world.close();
  }
} finally {
  await servers.stop();
}
