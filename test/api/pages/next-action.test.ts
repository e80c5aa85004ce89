import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Stop } from '../../roads/order.ts';
import { dom } from '../../setup/dom.ts';
import { aBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

/** What follows: who takes the step is advised, everybody else is told how long the next one has. */
const ROWS: readonly (readonly [Stop, string, string])[] = [
  ['unpaid', 'institution', '核定金额须与服务合同总价一致'],
  ['unpaid', 'enterprise', '使用截止 '],
  ['priced', 'enterprise', '须上传已签字盖章的服务合同'],
  ['priced', 'institution', '3 个工作日内'],
  ['paymentReview', 'enterprise', '兑付截止 '],
  ['paid', 'institution', '服务过程中请注意收集过程性材料'],
  ['paid', 'enterprise', '10 个工作日内'],
  ['redemptionReview', 'institution', '10 个工作日内'],
];

test.each(ROWS)('in %s, %s reads what follows: %s', async (state, by, said) => {
  const { id } = await anOrder(people, state);
  const { text } = await (await aBrowser(portal, by)).open(`/orders/${id}`);
  const parts = dom(text)
    .tags('dl')
    .find((list) => list.text.includes('下一步'));
  expect(parts?.text).toContain(said);
});
