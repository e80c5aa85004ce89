import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { given } from '../setup/database.ts';
import { anOrder, cast } from '../api/support/story.ts';
import { opensDesk, places } from './support/acts.ts';
import { equals, eventually } from '../setup/eventually.ts';
import { aStage } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { aSwitch } from './support/switch.ts';
import type { Switch } from './support/switch.ts';

let stage: Stage;
let postgres: Switch;
let temporal: Switch;

beforeAll(async () => {
  postgres = await aSwitch(Number(new URL(given('TEST_POSTGRES_URL')).port));
  temporal = await aSwitch(Number(given('TEST_TEMPORAL_ADDRESS').split(':').at(-1)));
  stage = await aStage({
    databasePort: postgres.port,
    temporalAddress: `127.0.0.1:${temporal.port}`,
    commandWaitMs: 1_000,
  });
}, 60_000);
afterEach(async () => {
  expect(stage.faults()).toEqual([]);
  await stage.clear();
});
afterAll(async () => {
  await stage?.close();
  await postgres?.close();
  await temporal?.close();
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

test('while Temporal is down orders can be read, a form says so and keeps what was typed, and goes through once it is back', async () => {
  const people = await cast(stage.portal);
  const { id } = await anOrder(people, 'unpaid');
  const page = await stage.person('institution');
  temporal.cut();
  try {
    await page.goto(`/orders/${id}/price`);
    await page.getByLabel('订单金额', { exact: true }).fill('45000.00');
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('系统暂时无法办理，您填写的内容还在').waitFor();
    expect(await page.getByLabel('订单金额', { exact: true }).inputValue()).toBe('45000.00');
  } finally {
    temporal.join();
  }
  await page.getByRole('button', { name: '确认' }).click();
  await page.waitForURL(new RegExp(`/orders/${id}(\\?.*)?$`));
  const amount = async () => (await people.chen.get(`/api/orders/${id}`)).body.orderAmount.amount;
  await eventually(amount, equals('45000.00'));
}, 60_000);

test.each([true, false])(
  'a click that no worker answers in time is accepted, and its page finishes by itself (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const { id } = await anOrder(await cast(stage.portal), 'unpaid');
    const page = await stage.person('institution', { javaScriptEnabled });
    await stage.portal.stopWorker();
    try {
      await page.goto(`/orders/${id}/price`);
      await page.getByLabel('订单金额', { exact: true }).fill('45000.00');
      await page.getByRole('button', { name: '确认' }).click();
      await page.getByRole('status').getByText('已受理').waitFor();
    } finally {
      await stage.portal.startWorker();
    }
    await page.getByRole('status').getByText('核定价格成功').waitFor();
    await page.getByText('45,000.00').first().waitFor();
  },
  60_000,
);

test.each([true, false])(
  'so do the placing of an order and a decision at the desk (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const people = await cast(stage.portal);
    const { id } = await anOrder(people, 'paymentReview');
    const [buyer, reviewer] = await Promise.all(
      ['enterprise', 'park'].map((name) => stage.person(name, { javaScriptEnabled })),
    );
    if (!buyer || !reviewer) throw new Error('somebody is missing');
    await opensDesk(reviewer, id);
    await reviewer.getByRole('checkbox', { name: /^已对照原文/ }).check();
    await stage.portal.stopWorker();
    let placed: Promise<string>;
    try {
      placed = places(buyer);
      await reviewer.getByRole('button', { name: '审核通过' }).click();
      for (const page of [buyer, reviewer]) await page.getByRole('status').getByText('已受理').waitFor();
    } finally {
      await stage.portal.startWorker();
    }
    expect(await placed).not.toBe('');
    await reviewer
      .getByRole('status')
      .getByText(/^已办理/)
      .waitFor();
  },
  60_000,
);

test('a form sent while PostgreSQL is down is sent again from the page that says so, with all that was typed', async () => {
  const people = await cast(stage.portal);
  const { id } = await anOrder(people, 'unpaid');
  const page = await stage.person('institution');
  await page.goto(`/orders/${id}/price`);
  await page.getByLabel('订单金额', { exact: true }).fill('45000.00');
  postgres.cut();
  try {
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('您填写的内容还在，没有提交').waitFor();
  } finally {
    postgres.join();
  }
  const again = page.getByRole('button', { name: '再提交一次' });
  await eventually(
    async () => {
      if (await again.isVisible()) await again.click();
      return page.url();
    },
    (url) => url.includes('?done=confirmPrice'),
  );
  expect((await people.chen.get(`/api/orders/${id}`)).body.orderAmount.amount).toBe('45000.00');
  stage.faults();
}, 60_000);
