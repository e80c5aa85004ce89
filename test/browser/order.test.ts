import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { approvesPayment, confirmsPrice, pays, places } from './support/acts.ts';
import { aStage, PHONE } from './support/stage.ts';
import type { Stage, Wishes } from './support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await aStage();
}, 60_000);
afterEach(async () => {
  expect(stage.faults()).toEqual([]);
  await stage.clear();
});
afterAll(() => stage?.close());

const WAYS: readonly { readonly way: string; readonly wishes: Wishes }[] = [
  { way: 'on a desk', wishes: {} },
  { way: 'on a phone, by touch', wishes: { viewport: PHONE, hasTouch: true, isMobile: true } },
  { way: 'without JavaScript', wishes: { javaScriptEnabled: false } },
];

test.each(WAYS)(
  'five people take an order from placing to the payout $way',
  async ({ wishes }) => {
    const enterprise = await stage.person('enterprise', wishes);
    const id = await places(enterprise);
    await confirmsPrice(await stage.person('institution', wishes), id);
    await pays(enterprise, id);
    await approvesPayment(await stage.person('park', wishes), id);
  },
  120_000,
);
