import { expect, test } from '@jest/globals';
import { aContractPdf } from '../documents/pdfs.ts';
import { anOrder, cast } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { CONTRACT } from './support/acts.ts';
import { stageOfSuite } from './support/suite.ts';

let people: Cast;
const stage = stageOfSuite(async ({ portal }) => {
  people = await cast(portal);
});

test('a text says how many characters it has of those it may have, and takes no more', async () => {
  const { id } = await anOrder(people, 'unpaid');
  const page = await stage.person('enterprise');
  await page.goto(`/orders/${id}`);
  await page.locator('summary').filter({ hasText: '关闭订单' }).click();
  const form = page.locator('#act-close');
  await form.getByLabel('理由').fill('双方协商');
  await form.getByText('4 / 500').waitFor();
  await form.getByRole('link', { name: '取消' }).click();
  await form.waitFor({ state: 'hidden' });
}, 60_000);

test('a page says that it may be old while the server cannot be heard, and no longer once it can', async () => {
  const { id } = await anOrder(people, 'unpaid');
  const page = await stage.person('enterprise');
  let heard = 0;
  await page.route('**/events?*', (route) =>
    (heard += 1) === 1
      ? route.fulfill({ contentType: 'text/event-stream', body: 'id: 1\ndata: 1\nevent: connected\n\n' })
      : route.abort(),
  );
  await page.goto(`/orders/${id}`);
  const told = page.getByText('连接已断开，页面可能不是最新');
  await told.waitFor();
  await page.unroute('**/events?*');
  await told.waitFor({ state: 'hidden' });
  stage.faults();
}, 60_000);

test('a page says that the session has ended, leads to signing in and back here, and keeps what it shows', async () => {
  const { id } = await anOrder(people, 'unpaid');
  const page = await stage.person('enterprise');
  await Promise.all([page.waitForResponse('**/events?*'), page.goto(`/orders/${id}`)]);
  const { csrfToken } = await (await page.request.get('/api/session')).json();
  await page.request.delete('/api/session', { headers: { 'x-csrf-token': csrfToken } });
  const ended = page.getByText('登录已结束，页面不再更新。');
  await ended.waitFor();
  expect(await page.getByText('连接已断开').isVisible()).toBe(false);
  expect(await page.locator('.order-head').isVisible()).toBe(true);
  await ended.getByRole('link', { name: '重新登录' }).click();
  await page.waitForURL(`**/sign-in?next=${encodeURIComponent(`/orders/${id}`)}*`);
  stage.faults(); // the browser's script logs the refusal
}, 60_000);

test('a list that asks anew without a session keeps its rows and says so', async () => {
  const page = await stage.person('institution');
  await anOrder(people, 'unpaid');
  await page.route('**/events?*', (route) => route.abort());
  await page.goto('/orders');
  const rows = page.locator('[id^="o-"]');
  const before = await rows.count();
  await page.context().clearCookies();
  await page.evaluate(() => document.body.dispatchEvent(new Event('orders-changed')));
  await page.getByText('登录已结束，页面不再更新。').waitFor();
  expect(await rows.count()).toBe(before);
  stage.faults();
}, 60_000);

test('each invoice is removed by a button that names it', async () => {
  const { id } = await anOrder(people, 'paid');
  const page = await stage.person('institution');
  await page.goto(`/orders/${id}/redemption`);
  await page.getByRole('button', { name: '添加发票' }).click();
  const names = page.locator('[data-act=remove-row]');
  await expect(names.allInnerTexts()).resolves.toEqual([
    expect.stringContaining('发票 1'),
    expect.stringContaining('发票 2'),
  ]);
}, 60_000);

test('a payment is kept by itself while it is filled in, and nothing is short before an amount is typed', async () => {
  const { id } = await anOrder(people, 'priced');
  const page = await stage.person('enterprise');
  await page.goto(`/orders/${id}/payment`);
  const short = page.locator('[data-part=gapRow]');
  expect([await short.getAttribute('class'), await short.locator('.sum').innerText()]).toEqual([null, '-']);
  await page.getByLabel('支付创新券金额', { exact: true }).fill('40000');
  await page.locator('[data-part=gapRow].gap').getByText('10,000.00').waitFor();
  await page.locator('#save-state').getByText('草稿已保存').waitFor();
  await page.reload();
  expect(await page.getByLabel('支付创新券金额', { exact: true }).inputValue()).toBe('40000');
  const heights = await page.locator('.field .form-control').evaluateAll((all) => all.map((one) => one.clientHeight));
  expect(new Set(heights).size).toBe(1);
}, 60_000);

test('the button of an upload says what it does: it begins, adds another, or takes another in its place', async () => {
  const { id } = await anOrder(people, 'paid');
  const page = await stage.person('institution');
  await page.goto(`/orders/${id}/redemption`);
  const said = async (name: string) => {
    const field = page.locator('file-upload').filter({ has: page.locator(`input[type=file][name="${name}"]`) });
    const button = field.locator('[data-part=choose]');
    const names = [await button.innerText()];
    await field.locator('input[type=file]').setInputFiles(CONTRACT);
    await field.getByText('已上传 ·').waitFor();
    names.push(await button.innerText());
    await field.getByRole('button', { name: '移除' }).click();
    return [...names, await button.innerText()];
  };
  expect(await said('results')).toEqual(['选择文件', '继续添加', '选择文件']);
  expect(await said('invoices.0.file')).toEqual(['选择文件', '选择其他文件', '选择文件']);
}, 60_000);

test('what a contract says stands beside what is typed as soon as it was read, and follows it', async () => {
  const { id, path } = await anOrder(people, 'priced');
  const { body } = await people.wang.get(path);
  const page = await stage.person('enterprise');
  await page.goto(`/orders/${id}/payment`);
  await page.getByLabel('支付创新券金额', { exact: true }).fill('30000');
  const names = { enterprise: body.enterprise.name, institution: body.institution.name };
  const buffer = await aContractPdf({ voucher: '29,000.00', selfPaid: '21,000.00', ...names });
  await page.locator('input[type=file]').setInputFiles({ name: '合同.pdf', mimeType: 'application/pdf', buffer });
  const part = page.locator('#own-comparison');
  const voucher = part.getByRole('row').filter({ hasText: '支付创新券金额' });
  await voucher.getByText('不一致').waitFor();
  await part.getByText('待填写').first().waitFor();
  const box = part.getByRole('checkbox', { name: '我已核对，仍要提交' });
  const saved = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await box.check();
  await saved;
  expect(await box.isChecked()).toBe(true);
  await page.getByLabel('支付创新券金额', { exact: true }).fill('29000');
  await voucher.getByText('一致', { exact: true }).waitFor();
  await box.waitFor({ state: 'detached' });
}, 90_000);
