import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Where something was measured. */
export interface Machine {
  readonly node: string;
  readonly cpus: number;
  readonly memoryGigabytes: number;
  /** Processes that ran or waited for a processor, on average of the last five minutes: others' too. */
  readonly load: number;
}

/** This machine. */
export const machine = (): Machine => ({
  node: process.version,
  cpus: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  load: Math.round((loadavg()[1] ?? 0) * 10) / 10,
});

/** Keeps results in `bench/results`. @returns the file's name */
export function writeResults(results: { readonly at: string }, of = ''): string {
  const folder = fileURLToPath(new URL('results', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const file = `${results.at.slice(0, 16).replace(/[:T]/g, '-')}${of}.json`;
  writeFileSync(`${folder}/${file}`, `${JSON.stringify(results, null, 2)}\n`);
  return file;
}
