import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Totals } from './totals.ts';

/** One check without tests of its own: a program that is content when it exits with 0. */
export interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** The checks that come before any test, cheapest first. */
export function staticChecks(root: string): Check[] {
  const bin = (name: string): string => join(root, 'node_modules', '.bin', name);
  const docs = join(root, 'scripts/docs/check.ts');
  const unused = join(root, 'scripts/checks/unused.ts');
  const lengths = join(root, 'scripts/checks/lengths.ts');
  return [
    // npm i over an installed node_modules can drop the packages of other platforms; npm ci then refuses a fresh checkout.
    { name: 'lock file', command: 'npm', args: ['ci', '--dry-run'] },
    { name: 'format', command: bin('oxfmt'), args: ['--check'] },
    { name: 'types', command: bin('tsc'), args: ['--noEmit'] },
    { name: 'types of islands', command: bin('tsc'), args: ['-p', 'templates/islands/tsconfig.json'] },
    { name: 'types of browser tests', command: bin('tsc'), args: ['-p', 'test/browser/tsconfig.json'] },
    { name: 'lint', command: bin('oxlint'), args: ['--deny-warnings'] },
    { name: 'arrows', command: bin('depcruise'), args: ['--config', '.dependency-cruiser.cjs', '.'] },
    { name: 'unused code', command: bin('knip'), args: ['--no-progress', '--no-config-hints'] },
    { name: 'styles, icons and words', command: process.execPath, args: ['--import', 'tsx', unused] },
    { name: 'lengths', command: process.execPath, args: ['--import', 'tsx', lengths] },
    ...(existsSync(docs)
      ? [{ name: 'generated docs', command: process.execPath, args: ['--import', 'tsx', docs] }]
      : []),
  ];
}

/** Runs a check; its output is shown when it fails. */
export async function checked({ name, command, args }: Check, root: string): Promise<Totals> {
  const began = Date.now();
  const { code, output } = await finished(command, args, root);
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (code === 0) return { passed: 1, failed: 0 };
  console.log(output.trimEnd());
  return { passed: 0, failed: 1 };
}

/** Runs a program to its end with both its outputs collected in order; one that cannot be started has failed. */
function finished(command: string, args: readonly string[], cwd: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const output: string[] = [];
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: output.join('') }));
  });
}
