import { fileURLToPath } from 'node:url';
import { checkNode, installWhenStale } from './dependencies.mjs';

checkNode();
await installWhenStale(fileURLToPath(new URL('..', import.meta.url)));
const { register } = await import('tsx/esm/api');
register();
await import('./test.ts');
