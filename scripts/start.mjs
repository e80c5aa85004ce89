import { fileURLToPath } from 'node:url';
import { checkNode, installWhenStale } from './dependencies.mjs';

// One process, so that a signal has one receiver: the TypeScript part is loaded here, after its loader is installed.
checkNode();
await installWhenStale(fileURLToPath(new URL('..', import.meta.url)));
const { register } = await import('tsx/esm/api');
register();
await import('./start.ts');
