import { expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { anOrder, cast, contract } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { aContractPdf } from '../documents/pdfs.ts';
import { stageOfSuite } from './support/suite.ts';

/** A desk that is open before its paper has been read. */

let people: Cast;
const stage = stageOfSuite(async ({ portal }) => {
  people = await cast(portal);
});

/** A payment whose contract says another number, at its desk; nothing is read of it until `meanwhile` has ended. */
async function beforeItIsRead(meanwhile: (desk: string) => Promise<void>): Promise<void> {
  await stage.portal.database.db.transaction(async (tx) => {
    await tx.execute(sql`lock table attachment_readings in exclusive mode`);
    const order = await anOrder(people, 'priced');
    const { body } = await people.wang.upload('contract', { content: await aContractPdf({ number: 'HT-2026-777' }) });
    await people.wang.post(`${order.path}/payment`, { voucherAmount: '30000.00', contract: contract(body.id) });
    const { items } = (await people.li.get('/api/tasks?limit=100')).body;
    await meanwhile(`/tasks/${items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id).id}`);
  });
}

test('what differs is asked about once the reading says so, and what was written meanwhile stays', async () => {
  const page = await stage.person('park');
  const comment = page.locator('#approvePayment-comment');
  await beforeItIsRead(async (desk) => {
    await page.goto(desk);
    await page.getByText('正在识别合同文字，完成后自动显示').waitFor();
    await page.getByText('识别尚未完成；我已自己对照原文，合同与填报一致').waitFor();
    expect(await page.locator('#why').innerText()).toContain('选填');
    await comment.fill('合同编号以补充说明为准');
  });
  await page.locator('#why').getByText('有不一致时必填，写明原因').waitFor();
  await page.getByText('我已看过合同原文，不一致之处不影响支付，原因写在意见中').waitFor();
  expect(await comment.inputValue()).toBe('合同编号以补充说明为准');
  await comment.fill('');
  for (let presses = 0; presses < 8; presses += 1) {
    await page.locator('h1').click();
    await page.keyboard.press('a');
    if (await comment.evaluate((field) => field === document.activeElement)) return;
    const tick = page.locator('#approvePayment-confirmed');
    if (await tick.evaluate((field) => field === document.activeElement)) await page.keyboard.press('Space');
  }
  throw new Error('the key `a` leads past the comment');
}, 90_000);
