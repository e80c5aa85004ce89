/** Records a history of every path into `histories/`. Run it for a release; a history once released is kept. */
import '../setup/quiet.ts';
import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { startServers } from '../setup/servers.ts';
import { aWorld } from '../setup/world.ts';
import { historyFile } from './history.ts';
import { named, PATHS } from './paths.ts';

const servers = await startServers();
try {
  const world = await aWorld();
  try {
    await named(world);
    for (const [name, path] of Object.entries(PATHS)) {
      const orderId = await path(world);
      const history = historyToJSON(await world.temporal.handleOf(orderId).fetchHistory());
      writeFileSync(historyFile(name), `${JSON.stringify(JSON.parse(history))}\n`);
      console.log(`${name}: recorded`);
    }
  } finally {
    await world.close();
  }
} finally {
  await servers.stop();
}
