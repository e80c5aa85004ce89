import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './processes.ts';
import { bundleWorkflows } from '../scripts/workflow-bundle.ts';

/** Builds what is measured into `dist`: the product as production runs it, and beside it the other contenders, alike. */
export async function buildAll(): Promise<void> {
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { cwd: ROOT, stdio: 'inherit' });
  execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', 'bench/tsconfig.json'], { cwd: ROOT, stdio: 'inherit' });
  for (const contender of ['bare', 'signalled']) {
    const code = await bundleWorkflows({ workflowsPath: join(ROOT, 'bench', contender, 'workflow.ts') });
    writeFileSync(join(ROOT, 'dist/bench', contender, 'workflow-bundle.js'), code);
  }
}
