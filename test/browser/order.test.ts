import { test } from '@jest/globals';
import {
  approvesPayment,
  approvesRedemption,
  asksRedemption,
  confirmsPrice,
  pays,
  places,
  recordsPayout,
  sees,
} from './support/acts.ts';
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
    const enterprise = await stage.person('enterprise', wishes);
    const id = await places(enterprise);
    const institution = await stage.person('institution', wishes);
    await confirmsPrice(institution, id);
    await pays(enterprise, id);
    await approvesPayment(await stage.person('park', wishes), id);
    await asksRedemption(institution, id);
    await approvesRedemption(await stage.person('center', wishes), id);
    await approvesRedemption(await stage.person('center-2', wishes), id);
    const finance = await stage.person('finance', wishes);
    await recordsPayout(finance, id, '10000.00', 'YH-1');
    await finance.goto(`/orders/${id}`);
    await sees(finance, '预兑付');
    await recordsPayout(finance, id, '20000.00', 'YH-2');
    for (const page of [finance, institution, enterprise]) {
      await page.goto(`/orders/${id}`);
      await sees(page, '已兑付');
    }
  },
  180_000,
);
