import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundlePrograms } from '../../scripts/programs.ts';

const ADDRESS = /new URL\(\s*["'](\.\.?\/[^"']+)["'],\s*import\.meta\.url\s*\)/g;

test('what a bundled program reads beside itself lies within its build', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quanliu-programs-'));
  try {
    await bundlePrograms(folder);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
    const addresses = files.flatMap((path) =>
      [...readFileSync(join(folder, path), 'utf8').matchAll(ADDRESS)].map(([, address = '']) => ({ path, address })),
    );
    expect(addresses.map(({ path }) => path)).toContain(join('reader', 'read-job.js'));
    const astray = addresses.filter(
      ({ path, address }) => !resolve(folder, dirname(path), address).startsWith(`${folder}${sep}`),
    );
    expect(astray).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
