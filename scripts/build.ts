import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleAssets } from './assets.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

// Everything production needs but packages: JavaScript, what is not code beside it, the workflows bundled.
rmSync(dist, { recursive: true, force: true });
execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
for (const folder of ['db/migrations', 'templates']) {
  cpSync(join(root, folder), join(dist, folder), { recursive: true, filter: (path) => extname(path) !== '.ts' });
}
const code = await bundleWorkflows({ workflowsPath: join(root, 'workflows/index.ts') });
writeFileSync(join(dist, 'workflow-bundle.js'), code);
await bundleAssets(join(dist, 'assets'));
console.log('Built into dist/.');
