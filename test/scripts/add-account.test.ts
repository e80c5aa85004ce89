import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findCredentials } from '../../db/reads/account.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Runs the command as an operator would, the password on its standard input. */
const add = (password: string, ...args: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: database.url, NODE_OPTIONS: '' };
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/add-account.ts', ...args],
      { env },
      (error, stdout, stderr) => resolve({ code: error ? 1 : 0, said: stdout + stderr }),
    );
    child.stdin?.end(`${password}\n`);
  });

const person = (username: string, role: string, ...more: string[]) => [
  '--username',
  username,
  '--name',
  '郑洁',
  '--role',
  role,
  ...more,
];
const PASSWORD = 'a long enough one';

test('an administrator is added to an empty installation, once', async () => {
  expect(await add(PASSWORD, ...person('zheng-jie', 'admin'))).toMatchObject({ code: 0 });
  expect(await findCredentials(database.db, 'zheng-jie')).toMatchObject({
    account: { name: '郑洁', roles: ['admin'], parkId: null },
  });
  expect(await add(PASSWORD, ...person('Zheng-Jie'.toLowerCase(), 'admin'))).toMatchObject({
    code: 1,
    said: expect.stringContaining('taken'),
  });
});

test('a reviewer of a park comes with the park', async () => {
  for (const username of ['li-mei', 'wu-guo'])
    expect((await add(PASSWORD, ...person(username, 'park', '--park', '东园区'))).code).toBe(0);
  const [li, wu] = await Promise.all(['li-mei', 'wu-guo'].map((username) => findCredentials(database.db, username)));
  expect(li?.account.parkId).toBe(wu?.account.parkId);
});

test.each([
  ['a short password', 'short', person('someone', 'admin')],
  ['a park account without a park', PASSWORD, person('someone', 'park')],
  ['a park for an administrator', PASSWORD, person('someone', 'admin', '--park', '东园区')],
  ['a role of companies', PASSWORD, person('someone', 'enterprise')],
  ['a name of the sample data', PASSWORD, person('demo-admin', 'admin')],
])('%s is refused, with how it is done', async (_what, password, args) => {
  expect(await add(password, ...args)).toMatchObject({ code: 1, said: expect.stringContaining('npm run add-account') });
  expect(await findCredentials(database.db, 'someone')).toBeUndefined();
});
