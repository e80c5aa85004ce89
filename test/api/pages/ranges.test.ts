import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, linkTo } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

let portal: TestPortal;

const MORE = 65;

/** Rows of every list, written in bulk: more than two pages of each. */
beforeAll(async () => {
  portal = await aPortal();
  const { client } = portal.database;
  await client`insert into password_resets (id, number, state, version, seq, clock, rules, begun_at, changed_at)
    select gen_random_uuid(), 'MM-' || lpad(i::text, 4, '0'), 'refused', 1, 1, '{}', '{}', now(), now()
    from generate_series(1, ${MORE}::int) i`;
  await client`insert into mails (account_id, confirmation, state, settled_at)
    select a.id, 'someone@example.org', s.state, now()
    from (select id from accounts where username = 'demo-admin') a, generate_series(1, ${MORE}::int) i,
      (values ('failed'), ('kept')) s (state)`;
  await client`insert into kept_mails (mail_id, address, subject, html, text)
    select id, 'someone@example.org', 'Confirm', '', '' from mails where state = 'kept'`;
  await client`insert into payout_batches (id, number, prepared_by, prepared_at)
    select gen_random_uuid(), 'BF-' || i, a.id, date_trunc('milliseconds', now()) + i * interval '1 minute'
    from (select id from accounts where username = 'demo-finance') a, generate_series(1, ${MORE}::int) i`;
  await client`insert into products
    select (jsonb_populate_record(p, jsonb_build_object('id', uuidv7(), 'name', p.name || i))).*
    from products p, generate_series(1, ${MORE}::int) i where p.id = (select id from products where state = 'approved' limit 1)`;
  await client`insert into ledger_entries (line_id, from_account, to_account, amount_fen, step)
    select l.id, 'granted', 'available', 100, 'grant'
    from (select min(id::text)::uuid as id from voucher_lines) l, generate_series(1, ${MORE}::int) i`;
});

afterAll(() => portal.stop());

/** Which part of the list is shown. */
const rangeIn = (text: string): string => dom(text).role('navigation', '分页').tags('span')[0]?.text ?? '';

const voucherOfFirstLine = async (): Promise<string> => {
  const [row] = await portal.database.client<{ id: string }>`
    select voucher_id as id from voucher_lines where id = (select min(id::text)::uuid from voucher_lines)`;
  return `/vouchers/${row?.id}`;
};

test.each([
  ['admin', '/password-resets', 30],
  ['admin', '/mails', 30],
  ['admin', '/mailbox', 30],
  ['finance', '/payout-batches', 20],
  ['center', '/products', 18],
  ['center', 'a voucher', 20],
])('%s walks %s by pages of %i to its end and back, and each says which part it is', async (who, list, size) => {
  const browser = await aBrowser(portal, who);
  const open = async (at: string): Promise<string> => (await browser.open(at)).text;
  const path = list === 'a voucher' ? await voucherOfFirstLine() : list;
  const walked = async (at: string, rel: 'next' | 'prev'): Promise<{ ranges: string[]; last: string }> => {
    const text = await open(at);
    const on = linkTo(text, rel);
    if (on === '') return { ranges: [rangeIn(text)], last: at };
    const { ranges, last } = await walked(on, rel);
    return { ranges: [rangeIn(text), ...ranges], last };
  };
  const forth = await walked(path, 'next');
  const total = Number(forth.ranges[0]?.split(' / ')[1]);
  expect(total).toBeGreaterThanOrEqual(MORE);
  const pages = Math.ceil(total / size);
  const expected = Array.from(
    { length: pages },
    (_, page) => `${page * size + 1}–${Math.min((page + 1) * size, total)} / ${total}`,
  );
  expect(forth.ranges).toEqual(expected);
  expect((await walked(forth.last, 'prev')).ranges).toEqual(expected.toReversed());
});

test('a list that fits on a page says so, and leads nowhere else', async () => {
  const { text } = await (await aBrowser(portal, 'finance')).open('/payout-batches?waiting=1');
  expect(text).not.toContain('rel="next"');
});
