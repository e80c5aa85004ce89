import { once } from 'node:events';
import { lockDataFolder } from '../../scripts/start/port-lock.ts';

// A process that claims a folder when it is told to, says what came of it, and then stays.
process.stdout.write('ready\n');
await once(process.stdin, 'data');
try {
  lockDataFolder(process.argv[2] ?? '');
  process.stdout.write('held\n');
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
}
