import { resolve } from 'node:path';
import { readEnvironment } from '../../environment.ts';
import { readRunning } from './running.ts';
import type { RunningFile } from './running.ts';

/** The database a command line works on: `DATABASE_URL`, else that of the instance that runs on `DATA_DIR`. @throws Error when neither is there */
export const resolveDatabaseUrl = (env: NodeJS.ProcessEnv = process.env): string =>
  env['DATABASE_URL'] || running(env, 'DATABASE_URL').database;

/** The Temporal server a command line works on: `TEMPORAL_ADDRESS`, else that of the instance that runs on `DATA_DIR`. @throws Error when neither is there */
export const resolveTemporalAddress = (env: NodeJS.ProcessEnv = process.env): string =>
  env['TEMPORAL_ADDRESS'] || running(env, 'TEMPORAL_ADDRESS').temporal;

function running(env: NodeJS.ProcessEnv, variable: string): RunningFile {
  const dataDir = resolve(readEnvironment({ DATA_DIR: env['DATA_DIR'] }).dataDir);
  const found = readRunning(dataDir);
  if (!found) throw new Error(`Nothing runs on ${dataDir}: start it first, or set ${variable}.`);
  return found;
}
