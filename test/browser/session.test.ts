import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anOffer } from '../api/support/story.ts';
import { stageOfSuite } from './support/suite.ts';

const stage = stageOfSuite();

const signInWith = async (page: Page, password: string): Promise<void> => {
  await page.getByLabel('用户名').fill('demo-enterprise');
  await page.getByLabel('密码').fill(password);
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
};

test('a link survives signing in, and a wrong password keeps both the link and the user name', async () => {
  const page = await stage.visitor();
  await page.goto('/orders?state=paid');
  await page.waitForURL('**/sign-in?next=*');
  await signInWith(page, 'wrong');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await page.getByLabel('用户名').inputValue()).toBe('demo-enterprise');
  await alert.getByRole('link').first().click();
  expect(await page.getByLabel('用户名').evaluate((field) => field === document.activeElement)).toBe(true);
  await signInWith(page, 'quanliu-demo');
  await page.waitForURL('**/orders?state=paid');
});

test('the page of the interface opens without a fault to someone who is not signed in', async () => {
  const page = await stage.visitor(); // what its console says is a fault of the stage
  await page.goto('/api/docs');
  await page.getByText('/api/orders', { exact: true }).first().waitFor();
});

test.each(['with', 'without'])(
  '%s JavaScript, language, theme and size change on the same page, and stay',
  async (js) => {
    const page = await stage.person('enterprise', { javaScriptEnabled: js === 'with' });
    await page.goto('/orders?state=paid');
    const choose = async (name: string): Promise<void> => {
      await page.getByRole('banner').locator('summary').last().click();
      await page.getByRole('link', { name, exact: true }).filter({ visible: true }).first().click();
      await page.waitForURL('**/orders?state=paid');
    };
    const html = page.locator('html');
    await choose('English');
    expect(await html.getAttribute('lang')).toBe('en');
    await choose('Dark');
    expect(await html.getAttribute('data-bs-theme')).toBe('dark');
    await choose('Large text');
    expect(await html.getAttribute('data-size')).toBe('large');
    await page.goto('/orders');
    const chosen = ['lang', 'data-bs-theme', 'data-size'].map((name) => html.getAttribute(name));
    expect(await Promise.all(chosen)).toEqual(['en', 'dark', 'large']);
  },
);

test('signing out ends it: the back button shows nothing of before', async () => {
  const page = await stage.person('enterprise');
  await page.goto('/orders');
  await page.getByRole('banner').locator('summary').last().click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('**/sign-in?signed=out');
  await page.goBack();
  await page.waitForURL('**/sign-in?next=*');
  expect(await page.getByText('王晓燕').count()).toBe(0);
});

test('somebody else’s order is a page that helps, and is not found', async () => {
  const page = await stage.person('enterprise');
  const qian = await stage.portal.as('enterprise-2');
  const { body: order } = await qian.post('/api/orders', await anOffer(qian));
  expect((await page.goto(`/orders/${order.id}`))?.status()).toBe(404);
  expect(await page.getByText(order.number).count()).toBe(0);
  await page.getByRole('main').getByRole('link', { name: '回到首页' }).click();
  await page.waitForURL('**/orders');
});
