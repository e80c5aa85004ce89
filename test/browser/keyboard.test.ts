import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { ORDER_STEPS } from '../../domain/order/steps.ts';
import { readyReasons } from '../../domain/process/ready-reasons.ts';
import { agreeingText, saidByPaper } from '../api/support/contract-text.ts';
import { requestFor } from '../api/support/password-reset.ts';
import { anOrder, cast, redemption, today } from '../api/support/story.ts';
import type { TestClient } from '../api/support/client.ts';
import type { Cast } from '../api/support/story.ts';
import { equals, eventually } from '../setup/eventually.ts';
import { stageOfSuite } from './support/suite.ts';

let people: Cast;
const stage = stageOfSuite(async ({ portal }) => {
  people = await cast(portal);
});

const TASKS = 10;
/** Which of them has a contract whose text could not be read. */
const UNREAD = 5;

/** A payment under review, whose contract says what was entered. */
async function aPayment(agrees: boolean): Promise<void> {
  const order = await anOrder(people, 'paymentReview');
  const { body } = await people.li.get(order.path);
  if (agrees) await saidByPaper(stage.portal, body.contract.attachmentId, agreeingText(body));
}

const openTasks = async (): Promise<number> => (await people.li.get('/api/tasks')).body.items.length;

/** What has the focus, as it is called. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement?.textContent ?? '').trim().replaceAll(/\s+/g, ' '));

test('a reviewer decides ten tasks without a mouse: nine are approved, one is rejected with a ready reason', async () => {
  for (let count = 0; count < TASKS; count += 1) await aPayment(count !== UNREAD);
  const page = await stage.person('park');
  await page.goto('/tasks');
  await heedsKeys(page);
  await page.keyboard.press('j');
  const presses: number[] = [];
  for (let left = TASKS; left > 0; left -= 1) {
    await page.keyboard.press(left === TASKS ? 'a' : 'o');
    await page.waitForURL(/\/tasks\/[0-9a-f-]{36}/);
    await page.getByRole('heading', { name: '作出决定' }).waitFor();
    await heedsKeys(page);
    if (left === 8) await brushesMouse(page);
    if (left === 4) await rejects(page);
    else presses.push(await approves(page));
    await page
      .getByRole('status')
      .getByText(/^已办理/)
      .waitFor();
    await heedsKeys(page);
  }
  await eventually(openTasks, equals(0));
  expect(presses.toSorted((one, other) => one - other)).toEqual([...Array(TASKS - 2).fill(1), 3]); // past the comparison and the tick
  const { body } = await people.li.get('/api/orders?state=paymentRejected');
  expect(body.items.map(({ remark }: { remark: string }) => remark)).toEqual([
    readyReasons(ORDER_STEPS.rejectPayment)[0]?.zh,
  ]);
}, 180_000);

/** The hint at the end of a page shows once its keys work. */
const heedsKeys = (page: Page): Promise<void> => page.locator('.keys').first().waitFor();

/** Someone who has come this far by keys: to others the file shows at once, and Chromium's viewer takes keys while it loads. */
async function worksByKeys(page: Page): Promise<void> {
  await page.addInitScript(() => sessionStorage.setItem('by-keys', '1'));
}

/** A hand that brushes the mouse beside the file brings up no viewer, which would take the keys; going to the file does. */
async function brushesMouse(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.mouse.move(2, 2);
  expect(await page.locator('iframe[name=document]').count()).toBe(0);
}

/** Approves by keys; how often `a` was pressed. What must be compared by eye is ticked on the way. */
async function approves(page: Page): Promise<number> {
  for (let presses = 1; presses < 6; presses += 1) {
    const before = await place(page);
    const isThere = (await focused(page)) === '支付审核通过'; // by the `a` in the list
    if (!isThere) {
      await page.keyboard.press('a');
      await eventually(
        () => place(page),
        (now) => now !== before,
      );
    }
    if ((await focused(page)) === '支付审核通过') {
      await page.keyboard.press('Enter');
      return presses;
    }
    if ((await place(page)).endsWith('confirmed')) await page.keyboard.press('Space');
  }
  throw new Error('the keys lead to no approval');
}

/** Where the focus is. */
const place = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { tagName = '', id = '' } = document.activeElement ?? {};
    return `${tagName} ${id}`;
  });

async function rejects(page: Page): Promise<void> {
  await page.keyboard.press('r');
  await page.keyboard.press('Space');
  for (let step = 0; step < 5 && (await focused(page)) !== '支付审核拒绝'; step += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

test('a file whose viewer takes the focus gives the keys back', async () => {
  await aPayment(true);
  breakFiles();
  const page = await stage.person('park');
  const [task] = (await people.li.get('/api/tasks')).body.items;
  await page.addInitScript(() => {
    addEventListener('blur', () => {
      document.documentElement.dataset['lost'] = '1';
    });
  });
  await page.goto(`/tasks/${task.id}`); // the viewer's message that it cannot draw the file takes the focus
  await heedsKeys(page);
  await page.locator('html[data-lost="1"]').waitFor();
  await eventually(async () => {
    await page.keyboard.press('a');
    return focused(page);
  }, equals('支付审核通过'));
  await page.keyboard.press('Enter');
  await page
    .getByRole('status')
    .getByText(/^已办理/)
    .waitFor();
});

/** Leaves nothing of the files kept so far that a viewer can draw: none such is taken at upload, but a disk may fail. */
function breakFiles(): void {
  const folder = join(stage.portal.dataDir, 'attachments');
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile()) writeFileSync(join(folder, entry.name), '%PDF-1.4\n');
}

/** The desk of an order's open task, for one of those who may decide it. */
async function deskOf(who: TestClient, orderId: string): Promise<string> {
  const { items } = (await who.get('/api/tasks?limit=100')).body;
  return `/tasks/${items.find(({ subject }: { subject: { id: string } }) => subject.id === orderId).id}`;
}

/** A redemption whose invoice is older than its price, which no flag tells, and of whose papers one kind is missing. */
async function anOddRedemption(): Promise<string> {
  const { id, path } = await anOrder(people, 'paid');
  await people.chen.post(`${path}/redemption`, await redemption(people.chen, '45000.00'));
  const { client: sql } = stage.portal.database;
  const day = `"${addDays(today() as Day, -1)}"`;
  await sql`update orders set contract = jsonb_set(contract, '{signedOn}', ${day}::text::jsonb),
    claim = jsonb_set(jsonb_set(claim, '{invoices,0,issuedOn}', ${day}::text::jsonb), '{attachments,process}', '[]')
    where id = ${id}`;
  return deskOf(people.zhao, id);
}

async function aPartPaid(): Promise<string> {
  const { path, id } = await anOrder(people, 'preRedeemed');
  await people.sun.post(`${path}/payouts`, { amount: '10000.00', paidOn: today(), reference: 'YH-2026-0001' });
  return deskOf(people.sun, id);
}

async function aChangeOfWords(): Promise<string> {
  const { path, id } = await anOrder(people, 'paid');
  const attachmentId = await people.chen.file('supplementaryAgreement');
  const amounts = { orderAmount: '50000.00', voucherAmount: '30000.00' };
  const { body } = await people.chen.post(`${path}/changes`, { ...amounts, attachmentId, comment: '改期' });
  await people.wang.post(`${path}/changes/${body.changes[0].id}/acceptance`);
  return deskOf(people.li, id);
}

async function anUnreadPayment(): Promise<string> {
  return deskOf(people.li, (await anOrder(people, 'paymentReview')).id);
}

async function aDifferingPayment(): Promise<string> {
  const { id, path } = await anOrder(people, 'paymentReview');
  const { body } = await people.li.get(path);
  const text = agreeingText(body).replace('总金额为人民币50,000.00', '总金额为人民币52,000.00');
  await saidByPaper(stage.portal, body.contract.attachmentId, text);
  return deskOf(people.li, id);
}

async function aReset(): Promise<string> {
  await stage.portal.visitor.post('/api/password-resets', requestFor('enterprise'));
  const openResets = async () => (await people.zhao.get('/api/tasks?kind=passwordReset')).body.items;
  await eventually(openResets, (items) => items.length > 0); // a visitor is answered before it is recorded
  return `/tasks/${(await openResets())[0].id}`;
}

/** What a desk says in amber or red beside its decision, and no check holds. */
const unchecked = (page: Page): Promise<string[]> =>
  page
    .locator('key-list :is(.said.bad, .said.warn, .notice-bad, .notice-warn, .clauses .bad)')
    .filter({ visible: true })
    .evaluateAll((all) =>
      all
        .filter((one) => one.closest('.decide, .desk-foot, .desk-head, [data-check]') === null)
        .map((one) => one.textContent ?? ''),
    );

test.each([
  ['a redemption', 'center', anOddRedemption, 2],
  ['a payout', 'finance', aPartPaid, 2],
  ['a change of the contract', 'park', aChangeOfWords, 1],
  ['a payment', 'park', anUnreadPayment, 2],
  ['a payment that differs from its contract', 'park', aDifferingPayment, 3],
  ['a password reset', 'center', aReset, 1],
] as const)(
  'whatever the desk of %s says in amber or red stops `a` before the decision',
  async (_of, by, make, least) => {
    const page = await stage.person(by);
    await worksByKeys(page);
    await page.goto(await make());
    await heedsKeys(page);
    expect(await unchecked(page)).toEqual([]);
    const checks = page.locator('[data-check]:not([hidden])');
    expect(await checks.count()).toBeGreaterThanOrEqual(least);
    for (const check of await checks.all()) {
      await page.keyboard.press('a');
      expect(await check.evaluate((one) => one === document.activeElement)).toBe(true);
      if (await check.evaluate((one) => one.matches('input'))) await page.keyboard.press('Space');
      if (await check.evaluate((one) => one.matches('textarea'))) {
        await page.keyboard.type('a');
        await check.blur();
      }
    }
    await page.keyboard.press('a');
    expect(await page.evaluate(() => document.activeElement?.closest('[data-key=a]') !== null)).toBe(true);
  },
);

test('Enter in an amount leads to the first unread check, and with the keys off to the button; to one that is off nowhere', async () => {
  const page = await stage.person('finance');
  await page.goto(await aPartPaid());
  await heedsKeys(page);
  const amount = page.getByLabel('拨付金额（元）');
  const isOn = (selector: string): Promise<boolean> =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
  await amount.press('Enter');
  expect(await isOn('[data-check]')).toBe(true);
  await page.evaluate(() => localStorage.setItem('keys-off', '1'));
  await amount.press('Enter');
  expect(await isOn('button[form=f-payout]')).toBe(true);
  await page.locator('button[form=f-payout]').evaluate((button) => ((button as HTMLButtonElement).disabled = true));
  await amount.press('Enter');
  expect(await isOn('#recordPayout-amount')).toBe(true);
});
