import { resolve } from 'node:path';
import { readEnvironment } from '../environment.ts';
import { isAlive } from './servers/pid.ts';
import { readRunning } from './start/running.ts';

// Prints running.json without the database's password on the standard output, so that a program can read it; which processes
// live, beside it.
const dataDir = resolve(readEnvironment({ DATA_DIR: process.env['DATA_DIR'] }).dataDir);
const running = readRunning(dataDir);
if (!running) {
  console.error(
    `Nothing runs on ${dataDir}. An instance started elsewhere is asked for with its DATA_DIR: DATA_DIR=… npm run status.`,
  );
  process.exit(1);
}
console.log(JSON.stringify({ ...running, database: withoutPassword(running.database) }, undefined, 2));
let dead = 0;
for (const [part, pids] of Object.entries(running.pids)) {
  for (const pid of [pids].flat()) {
    if (pid === null) console.error(`${part.padEnd(9)} not started here`);
    else if (isAlive(pid)) console.error(`${part.padEnd(9)} ${pid} lives`);
    else {
      dead += 1;
      console.error(`${part.padEnd(9)} ${pid} is gone`);
    }
  }
}
process.exit(dead === 0 ? 0 : 1);

/** The address of a database, to be shown: its password as stars. */
function withoutPassword(database: string): string {
  const address = new URL(database);
  if (address.password !== '') address.password = '***';
  return address.href;
}
