import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { given } from '../setup/database.ts';
import { aStage } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { aSwitch } from './support/switch.ts';
import type { Switch } from './support/switch.ts';

let stage: Stage;
let postgres: Switch;

beforeAll(async () => {
  postgres = await aSwitch(Number(new URL(given('TEST_POSTGRES_URL')).port));
  stage = await aStage({ databasePort: postgres.port });
}, 60_000);
afterEach(async () => {
  expect(stage.faults()).toEqual([]);
  await stage.clear();
});
afterAll(async () => {
  await stage?.close();
  await postgres?.close();
});

test.each([
  ['简体中文', 'zh', '数据库暂时无法连接', '订单列表'],
  ['English', 'en', 'The database cannot be reached', 'Orders'],
] as const)(
  'in %s: while PostgreSQL is down a page says so in plain words, and comes back by itself',
  async (_language, lang, words, title) => {
    const page = await stage.person('enterprise', { lang });
    await page.goto('/orders');
    postgres.cut();
    try {
      expect((await page.reload())?.status()).toBe(503);
      await page.getByText(words).waitFor();
    } finally {
      postgres.join();
    }
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  },
  60_000,
);
