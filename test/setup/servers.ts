import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { migrate } from '../../db/migrate.ts';
import { ensureDatabase, startPostgres } from '../../scripts/servers/postgres.ts';
import { freePort } from '../../scripts/servers/free-port.ts';
import { startTemporal } from '../../scripts/servers/temporal-dev.ts';

/** The migrated database that every test's own is cloned from. */
export const TEMPLATE = 'tpl';

/**
 * Starts what all test files share: one PostgreSQL with a migrated template, one Temporal server, the workflows bundled once.
 * Tells the workers where they are by environment variables.
 */
export async function startServers(): Promise<{ stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'quanliu-test-'));
  const say = (line: string): void => console.log(line);
  const { chmodSync, writeFileSync } = await import('node:fs');
  chmodSync(folder, 0o755); // PostgreSQL runs as a user of its own when we are root
  const postgres = await startPostgres({ dataFolder: join(folder, 'postgres'), port: await freePort(0), forgetful: true, say });
  await ensureDatabase(postgres.url('postgres'), TEMPLATE);
  await migrate(postgres.url(TEMPLATE));
  const temporal = await startTemporal({ port: await freePort(0), webPort: await freePort(0), logFile: join(folder, 'temporal.log'), say });
  const { code } = await bundleWorkflowCode({ workflowsPath: new URL('../../workflows/index.ts', import.meta.url).pathname, logger: silent });
  const bundle = join(folder, 'workflow-bundle.js');
  writeFileSync(bundle, code);
  Object.assign(process.env, { TEST_POSTGRES_URL: postgres.url('postgres'), TEST_TEMPORAL_ADDRESS: temporal.address, TEST_WORKFLOW_BUNDLE: bundle });
  return {
    stop: async () => {
      await temporal.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const nothing = (): void => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
