import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivate } from './process-registry.ts';

/** `running.json`: what runs where. A server that was not started here has no pid. */
export interface RunningFile {
  readonly portal: string;
  readonly temporal: string;
  readonly temporalWeb: string | null;
  readonly database: string;
  readonly metrics: readonly string[];
  readonly pids: {
    readonly api: readonly number[];
    readonly worker: readonly number[];
    readonly reader: readonly number[];
    readonly postgres: number | null;
    readonly temporal: number | null;
  };
}

const fileOf = (dataDir: string): string => join(dataDir, 'running.json');

/** Tells what runs where; readable by its owner only, because the database's address holds its password. */
export const writeRunning = (dataDir: string, running: RunningFile): void => writePrivate(fileOf(dataDir), running);

/** Undefined when nothing was started there, or it was stopped. */
export function readRunning(dataDir: string): RunningFile | undefined {
  const file = fileOf(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunningFile) : undefined;
}

export const removeRunning = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });
