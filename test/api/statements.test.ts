import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Connection } from '../../db/driver/connection.ts';
import { orderCall } from '../roads/order-json.ts';
import { roadTo } from '../roads/order.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { cast, papersOf } from './support/story.ts';
import type { Cast } from './support/story.ts';

/** What an order asks of our own database, portal and recording together: budgets, so that a statement more is seen. */

let portal: TestPortal;
let people: Cast;
beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});
afterAll(() => portal.stop());

/** What mails and readers ask by themselves at any moment, and with it what comparisons ask of readings. */
const BESIDE = /"mails"|"notifications"\."mail"|attachment_readings|attachment_pages|^listen |mail_settings|"settings"/;

/** Everything that is asked while something is done, in the order of asking. */
async function asked(during: () => Promise<void>): Promise<string[]> {
  const spied = jest.spyOn(Connection.prototype, 'send');
  try {
    await during();
    return spied.mock.calls
      .map(([config]) => (typeof config === 'string' ? config : config.text))
      .filter((text) => !BESIDE.test(text));
  } finally {
    spied.mockRestore();
  }
}

/** At most; the first asks the calendar too. A `begin` and a `commit` count. */
const BUDGETS = {
  place: 16,
  confirmPrice: 8,
  pay: 9,
  approvePayment: 8,
  requestRedemption: 10,
  approveRedemption: 8,
  recordPayout: 8,
} as const;

test('each action of an order stays within its statements, and an order within those of all', async () => {
  const over: string[] = [];
  let all = 0;
  let order: { readonly id: string; readonly version: number } | null = null;
  for (const row of roadTo('redeemed')) {
    const { path, body } = await orderCall(row, order, papersOf(people[row.person]));
    const texts = await asked(async () => {
      const answer = await people[row.person].post(path, body);
      expect(answer.status).toBeLessThan(300);
      order = answer.body;
    });
    expect(texts.length).toBeGreaterThan(5); // the spy sees them
    all += texts.length;
    if (texts.length > BUDGETS[row.step]) over.push(`${row.step}: ${texts.length}`, ...texts);
  }
  expect(over).toEqual([]);
  expect(all).toBeLessThanOrEqual(75);
});
