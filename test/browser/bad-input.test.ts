import { expect, test } from '@jest/globals';
import { anOrder, cast } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { eventually } from '../setup/eventually.ts';
import { CONTRACT, fillsPayment, sees } from './support/acts.ts';
import { signIn } from './support/stage.ts';
import { stageOfSuite } from './support/suite.ts';

let people: Cast;
const stage = stageOfSuite(async ({ portal }) => {
  people = await cast(portal);
});

const orderPage = (id: string): RegExp => new RegExp(`/orders/${id}(\\?.*)?$`);

test('a price above the product price is refused in the guide’s sentence, which takes the focus and leads to the field', async () => {
  const { id } = await anOrder(people, 'unpaid');
  const page = await stage.person('institution');
  await page.goto(`/orders/${id}/price`);
  const amount = page.getByLabel('订单金额', { exact: true });
  await amount.fill('60000.01');
  await page.getByRole('button', { name: '确认' }).click();
  const alert = page.getByRole('alert').filter({ hasText: '核定后的订单金额不能大于已发布的产品金额' });
  await alert.waitFor();
  expect(await page.title()).toMatch(/^错误：/);
  expect(await alert.evaluate((summary) => summary.contains(document.activeElement))).toBe(true);
  expect(await amount.inputValue()).toBe('60000.01');
  await alert.getByRole('link').first().click();
  expect(await amount.evaluate((field) => field === document.activeElement)).toBe(true);
});

test('a payment that lacks things says all of them at once, and keeps what was typed and the file that was uploaded', async () => {
  const { id } = await anOrder(people, 'priced');
  const page = await stage.person('enterprise');
  await page.goto(`/orders/${id}/payment`);
  await page.locator('input[type=file]').setInputFiles(CONTRACT);
  await page.getByText('已上传 ·').waitFor();
  await page.getByLabel('支付创新券金额', { exact: true }).fill('50000.01');
  await page.getByRole('button', { name: '支付', exact: true }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').getByRole('listitem').count()).toBeGreaterThan(3);
  expect(await page.getByLabel('支付创新券金额', { exact: true }).inputValue()).toBe('50000.01');
  await fillsPayment(page, '30000.00', '50000.00');
  await page.getByRole('button', { name: '支付', exact: true }).click();
  await page.waitForURL(orderPage(id));
  await page.getByRole('link', { name: CONTRACT.name }).or(page.getByText(CONTRACT.name)).first().waitFor();
});

test('that a file misses is said until one is there', async () => {
  const { id } = await anOrder(people, 'priced');
  const page = await stage.person('enterprise');
  await page.goto(`/orders/${id}/payment`);
  await page.getByRole('button', { name: '支付', exact: true }).click();
  const field = page.locator('file-upload');
  await field.getByText('请上传服务合同。').waitFor();
  await field.locator('input[type=file]').setInputFiles(CONTRACT);
  await page.getByText('已上传 ·').waitFor();
  expect(await field.getByText('请上传服务合同。').count()).toBe(0);
  expect(await field.locator('[aria-invalid]').count()).toBe(0);
});

test('an upload that breaks off is said, and goes through when it is tried again', async () => {
  const { id } = await anOrder(people, 'priced');
  const page = await stage.person('enterprise');
  await page.goto(`/orders/${id}/payment`);
  await page.route('**/api/attachments', (route) => route.abort('connectionreset'), { times: 1 });
  await page.locator('input[type=file]').setInputFiles(CONTRACT);
  await page.getByText('上传中断').waitFor();
  await page.getByRole('button', { name: '重试' }).click();
  await page.getByText('已上传 ·').waitFor();
  await fillsPayment(page, '30000.00', '50000.00');
  await page.getByRole('button', { name: '支付', exact: true }).click();
  await page.waitForURL(orderPage(id));
});

test.each([true, false])(
  'a session that ends in the middle of a form loses nothing (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const { id } = await anOrder(people, 'unpaid');
    const page = await stage.person('institution', { javaScriptEnabled });
    await page.goto(`/orders/${id}/price`);
    await page.getByLabel('订单金额', { exact: true }).fill('45000.00');
    await page.context().clearCookies({ name: /^quanliu/ });
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByLabel('密码').waitFor();
    await signIn(page, 'institution');
    expect(await page.getByLabel('订单金额', { exact: true }).inputValue()).toBe('45000.00');
    await page.getByRole('button', { name: '确认' }).click();
    await page.waitForURL(orderPage(id));
    expect((await people.chen.get(`/api/orders/${id}`)).body.orderAmount.amount).toBe('45000.00');
  },
);

test('nor does a payment whose contract is uploaded already: after signing in the file is still there', async () => {
  const { id } = await anOrder(people, 'priced');
  const page = await stage.person('enterprise');
  await page.goto(`/orders/${id}/payment`);
  await fillsPayment(page, '30000.00', '50000.00');
  await page.locator('input[type=file]').setInputFiles(CONTRACT);
  await page.getByText('已上传 ·').waitFor();
  await page.context().clearCookies({ name: /^quanliu/ });
  await page.getByRole('button', { name: '支付', exact: true }).click();
  await page.getByLabel('密码').waitFor();
  await signIn(page, 'enterprise');
  await page.getByRole('link', { name: CONTRACT.name }).first().waitFor();
  await page.getByRole('button', { name: '支付', exact: true }).click();
  await sees(page, '支付审核中');
});

test('a double click, a reload, and the back and forward buttons do not send a form twice', async () => {
  const { id } = await anOrder(people, 'unpaid');
  const page = await stage.person('institution');
  await page.goto(`/orders/${id}/price`);
  await page.getByLabel('订单金额', { exact: true }).fill('45000.00');
  await page.getByRole('button', { name: '确认' }).dblclick();
  // a browser may end the first way to the page for the second, which waiting for the address would report
  await eventually(
    () => page.url(),
    (url) => orderPage(id).test(url),
  );
  await page.waitForLoadState();
  await page.reload();
  await page.goBack();
  await page.getByLabel('订单金额', { exact: true }).waitFor();
  await page.goForward();
  await page.waitForURL(orderPage(id));
  const { body } = await people.chen.get(`/api/orders/${id}`);
  expect(body.timeline.map(({ step }: { step: string }) => step)).toEqual(['place', 'confirmPrice']);
});

test('a form over what somebody changed meanwhile is refused with 资料已更新, and what was typed is there', async () => {
  const { id } = await anOrder(people, 'unpaid');
  const page = await stage.person('institution');
  await page.goto(`/orders/${id}/price`);
  await page.getByLabel('订单金额', { exact: true }).fill('45000.00');
  await people.chen.post(`/api/orders/${id}/price`, { orderAmount: '48000.00' });
  await page.getByRole('button', { name: '确认' }).click();
  await page.getByText('资料已更新').first().waitFor();
  await page.getByText('48,000.00').first().waitFor();
  expect(await page.getByLabel('订单金额', { exact: true }).inputValue()).toBe('45000.00');
  await page.getByRole('button', { name: '确认' }).click();
  await page.waitForURL(orderPage(id));
  expect((await people.chen.get(`/api/orders/${id}`)).body.orderAmount.amount).toBe('45000.00');
});
