import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './files.ts';
import { PAGES } from './pages.ts';

for (const [path, page] of Object.entries(PAGES)) {
  writeFileSync(join(ROOT, path), page());
  console.log(`wrote ${path}`);
}
