import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, hrefsIn } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;

/** Orders of several states and amounts. */
beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  for (const state of ['unpaid', 'priced', 'paid', 'preRedeemed'] as const) await anOrder(people, state);
}, 120_000);

afterAll(() => portal.stop());

const list = async (query = '', who = 'center'): Promise<string> =>
  (await (await aBrowser(portal, who)).open(`/orders${query}`)).text;

/** The last row of the table as its cells' texts. */
const sumsIn = (text: string): string[] =>
  dom(text)
    .byId('sums')
    .tags('tr')
    .flatMap((row) => [...row.roles('rowheader'), ...row.roles('cell')].map((cell) => cell.text))
    .filter((cell) => cell !== '');

interface Listed {
  readonly listPrice: { readonly amount: string };
  readonly orderAmount: { readonly amount: string };
  readonly voucherAmount: { readonly amount: string };
}

/** The same, added up from what the interface lists. */
async function expected(query: string): Promise<string[]> {
  const { items } = (await people.zhao.get(`/api/orders?limit=100&${query}`)).body as { items: Listed[] };
  const sum = (column: keyof Listed): string => {
    const fen = items.reduce((all, item) => all + Math.round(Number(item[column].amount) * 100), 0);
    return (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
  };
  return [`合计（${items.length} 项）`, sum('listPrice'), sum('orderAmount'), sum('voucherAmount')];
}

test.each(['', 'state=paid', 'state=unpaid', `q=${encodeURIComponent('高新')}`, 'q=30,000'])(
  'the list says what the filter “%s” comes to',
  async (query) => {
    expect(sumsIn(await list(`?${query}`))).toEqual(await expected(query));
  },
);

test('finance sums what it may see, and nothing is summed where nothing is found', async () => {
  expect(sumsIn(await list('', 'finance'))).toEqual(await expected('state=preRedeemed'));
  expect(await list('?q=none')).not.toContain('id="sums"');
});

test('beyond what is counted the sum is computed when it is asked for, over all pages', async () => {
  const many = 1_000;
  const before = await expected('state=paid');
  await portal.database.client`
    insert into orders select (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'number', 'DD-' || i))).*
    from orders o, generate_series(1, ${many}::int) i where o.state = 'paid'`;
  const unasked = await list('?state=paid');
  expect(sumsIn(unasked)).toEqual(['计算全部结果的合计']);
  expect(hrefsIn(unasked)).toContain('/orders?state=paid&sum=1#sums');
  const asked = await list('?state=paid&sum=1');
  const times = (amount = ''): string =>
    (Number(amount.replaceAll(',', '')) * (many + 1)).toLocaleString('en-US', { minimumFractionDigits: 2 });
  expect(sumsIn(asked)).toEqual(['合计（1,001 项）', ...before.slice(1).map(times)]);
  expect(dom(asked).byId('orders-live').attribute('hx-get')).toBe('/orders?state=paid'); // what is drawn anew asks no sum
});
