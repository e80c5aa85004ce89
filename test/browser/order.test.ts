import { test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ACCOUNTS, roadTo } from '../roads/order.ts';
import type { Person } from '../roads/order.ts';
import { acts, recordsPayout, sees } from './support/acts.ts';
import { PHONE } from './support/stage.ts';
import type { Wishes } from './support/stage.ts';
import { stageOfSuite } from './support/suite.ts';

const stage = stageOfSuite();

const WAYS: readonly { readonly way: string; readonly wishes: Wishes }[] = [
  { way: 'on a desk', wishes: {} },
  { way: 'on a phone, by touch', wishes: { viewport: PHONE, hasTouch: true, isMobile: true } },
  { way: 'without JavaScript', wishes: { javaScriptEnabled: false } },
];

test.each(WAYS)(
  'six people take an order from placing to the payout $way',
  async ({ wishes }) => {
    const pages = new Map<Person, Promise<Page>>();
    const pageOf = (person: Person): Promise<Page> => {
      const page = pages.get(person) ?? stage.person(ACCOUNTS[person], wishes);
      pages.set(person, page);
      return page;
    };
    let id = '';
    for (const row of roadTo('preRedeemed')) id = await acts(await pageOf(row.person), row, id);
    const finance = await pageOf('sun');
    await recordsPayout(finance, id, '10000.00', 'YH-1');
    await finance.goto(`/orders/${id}`);
    await sees(finance, '预兑付');
    await recordsPayout(finance, id, '20000.00', 'YH-2');
    for (const page of [finance, await pageOf('chen'), await pageOf('wang')]) {
      await page.goto(`/orders/${id}`);
      await sees(page, '已兑付');
    }
  },
  180_000,
);
