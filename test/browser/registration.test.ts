import { expect, test } from '@jest/globals';
import { aRegistration } from '../api/support/registration.ts';
import { DESK, PHONE } from './support/stage.ts';
import { stageOfSuite } from './support/suite.ts';

/** A company that has no account yet gets one by itself. @source L10, L12 */

const stage = stageOfSuite();

test.each([
  ['with a mouse', DESK],
  ['on a phone', PHONE],
])('an enterprise registers %s from the first page, and then as institution too', async (_how, viewport) => {
  const { company, creditCode, contact, username, password } = aRegistration();
  const page = await stage.visitor({ viewport });
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: '注册账号' }).click();
  const park = page.getByLabel('所属园区');
  await page.getByLabel('服务机构', { exact: false }).first().check();
  expect(await park.isVisible()).toBe(false); // an institution has none
  await page.getByLabel('申券企业', { exact: false }).last().check();
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await page
    .getByRole('alert')
    .getByRole('link', { name: /所属园区/ })
    .click();
  expect(await park.evaluate((field) => field === document.activeElement)).toBe(true);
  await park.selectOption({ index: 1 });
  const fill = async (name: string): Promise<void> => {
    await page.getByLabel('单位名称').fill(company);
    await page.getByLabel('统一社会信用代码').fill(creditCode.toLowerCase());
    await page.getByLabel('经办人姓名').fill(contact);
    await page.getByLabel('用户名').fill(name);
    await page.getByLabel('登录密码').fill(password);
    await page.getByLabel('再次输入密码').fill(password);
    await page.getByRole('button', { name: '注册', exact: true }).click();
  };
  await fill(username);
  await page.waitForURL('**/register/done');
  expect(await page.getByRole('main').innerText()).toContain(company);
  await page.getByRole('link', { name: '注册服务机构账号' }).click();
  await fill(`${username}-2`);
  await page.waitForURL('**/register/done');
  await page.getByRole('heading', { name: '贵单位还有一个申券企业账号' }).waitFor();
  await page.getByRole('button', { name: '退出并用另一个账号登录' }).click();
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
  await page.waitForURL('**/orders');
});
