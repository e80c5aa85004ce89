import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { buildUnlessBuilt, keyOf } from '../../scripts/start/built.ts';

let checkout = '';
let folder = '';
let builds = 0;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'quanliu-built-'));
  folder = join(checkout, '.data');
  builds = 0;
  for (const path of ['api', 'templates/pages', 'test', 'node_modules/express'])
    mkdirSync(join(checkout, path), { recursive: true });
  write('api/main.ts', 'first');
  write('package-lock.json', '{}');
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

const write = (path: string, content: string): void => writeFileSync(join(checkout, path), content);

/** Builds by taking over one source. */
async function start(meanwhile: () => void = () => undefined): Promise<string> {
  await buildUnlessBuilt({
    folder,
    key: () => keyOf(checkout),
    build: async () => {
      builds += 1;
      const content = readFileSync(join(checkout, 'api/main.ts'), 'utf8');
      meanwhile();
      writeFileSync(join(folder, 'main.js'), content);
    },
  });
  return readFileSync(join(folder, 'main.js'), 'utf8');
}

test('what was built is used again, and built anew when a source has changed', async () => {
  expect(await start()).toBe('first');
  expect(await start()).toBe('first');
  expect(builds).toBe(1);
  write('api/main.ts', 'other');
  expect(await start()).toBe('other');
  expect(builds).toBe(2);
});

test.each<[string, () => void]>([
  ['a changed lock file', () => write('package-lock.json', '{ "lockfileVersion": 3 }')],
  ['a new template', () => write('templates/pages/inbox.hbs', '')],
  ['a renamed source', () => renameSync(join(checkout, 'api/main.ts'), join(checkout, 'api/moved.ts'))],
  ['content moved between two files', () => (write('api/main.ts', 'fir'), write('api/other.ts', 'st'))],
])('%s gives another key', (_case, change) => {
  const before = keyOf(checkout);
  change();
  expect(keyOf(checkout)).not.toBe(before);
});

test('what no build is made of gives none', () => {
  const before = keyOf(checkout);
  write('test/some.test.ts', 'new');
  write('node_modules/express/index.js', 'new');
  mkdirSync(join(checkout, 'data2/logs'), { recursive: true }); // a data folder beside the sources
  write('data2/session-secret', 'new');
  expect(keyOf(checkout)).toBe(before);
});

test('a build that was cut off is no build, and nothing of it is left in the next', async () => {
  await expect(
    start(() => {
      writeFileSync(join(folder, 'half.js'), '');
      throw new Error('cut off');
    }),
  ).rejects.toThrow('cut off');
  expect(await start()).toBe('first');
  expect(builds).toBe(2);
  expect(existsSync(join(folder, 'half.js'))).toBe(false);
});

test('a source that is edited while it is built is built again by the next start', async () => {
  await start(() => write('api/main.ts', 'other'));
  expect(await start()).toBe('other');
});
