import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildProduct } from './product.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
rmSync(dist, { recursive: true, force: true });
await buildProduct(dist);
console.log('Built into dist/.');
