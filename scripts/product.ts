import { cpSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger } from '@temporalio/worker';
import { bundleAssets } from './assets.ts';
import { bundlePrograms } from './programs.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds everything the product needs but packages into an empty folder: programs, what is not code beside them, the workflows, assets. */
export async function buildProduct(folder: string): Promise<void> {
  for (const part of ['db/migrations', 'templates']) {
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: (path) => extname(path) !== '.ts' });
  }
  const [code] = await Promise.all([
    bundleWorkflows({ workflowsPath: join(root, 'workflows/index.ts'), logger: new DefaultLogger('WARN') }),
    bundlePrograms(folder),
    bundleAssets(join(folder, 'assets')),
  ]);
  writeFileSync(join(folder, 'workflow-bundle.js'), code);
}
