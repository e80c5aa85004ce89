import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../../db/migrate.ts';
import { ensureDatabase, startPostgres } from '../../scripts/servers/postgres.ts';
import { ASSETS, bundleAssets } from '../../scripts/assets.ts';
import { bundleWorkflows } from '../../scripts/workflow-bundle.ts';
import { freePort } from '../../scripts/servers/free-port.ts';
import { startTemporal } from '../../scripts/servers/temporal-dev.ts';
import { openRunFolder } from './left-overs.ts';
import type { RunFolder } from './left-overs.ts';

/** The migrated database that every test's own is cloned from. */
export const TEMPLATE = 'tpl';

type Stop = () => void | Promise<void>;

/**
 * Starts what all test files share: one PostgreSQL with a migrated template, one Temporal server, the workflows bundled once.
 * Tells the workers where they are by environment variables.
 *
 * @throws what did not start; what had started is stopped
 */
export async function startServers(): Promise<{ stop: () => Promise<void> }> {
  const folder = await openRunFolder();
  const stops: Stop[] = [folder.remove];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    Object.assign(process.env, await started(folder, stops));
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function started(folder: RunFolder, stops: Stop[]): Promise<Record<string, string>> {
  chmodSync(folder.path, 0o755); // PostgreSQL runs as a user of its own when we are root
  const say = (line: string): void => console.log(line);
  const postgres = await startPostgres({
    dataFolder: join(folder.path, 'postgres'),
    port: await freePort(0),
    forgetful: true,
    say,
    spawned: folder.enter,
  });
  stops.push(postgres.stop);
  await ensureDatabase(postgres.url('postgres'), TEMPLATE);
  await migrate(postgres.url(TEMPLATE));
  await bundleAssets(ASSETS);
  const temporal = await startTemporal({
    port: await freePort(0),
    webPort: await freePort(0),
    logFile: join(folder.path, 'temporal.log'),
    say,
    spawned: folder.enter,
  });
  stops.push(() => temporal.stop());
  const code = await bundleWorkflows({
    workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    logger: silent,
  });
  const bundle = join(folder.path, 'workflow-bundle.js');
  writeFileSync(bundle, code);
  return {
    TEST_POSTGRES_URL: postgres.url('postgres'),
    TEST_TEMPORAL_ADDRESS: temporal.address,
    TEST_WORKFLOW_BUNDLE: bundle,
  };
}

const nothing = (): void => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
