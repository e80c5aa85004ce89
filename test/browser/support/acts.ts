import type { Locator, Page } from 'playwright-core';
import { today } from '../../api/support/story.ts';
import { AMOUNTS } from '../../roads/order.ts';
import { capitals } from '../../../api/documents/capitals.ts';
import { groupedYuan, subtractFen } from '../../../domain/fen.ts';
import { anInvoiceNumber, yuan } from '../../makers.ts';
import type { RoadRow } from '../../roads/order.ts';
import { signedContract } from './things.ts';

const ORDER_PAGE = /\/orders\/([0-9a-f-]{36})(\?.*)?$/;

/** What people do in the browser, in the guide's words: one function an act, done when the page says so. */

/** A contract with its text, as word processors make them. */
export const CONTRACT = {
  name: '技术服务合同（盖章扫描件）.pdf',
  mimeType: 'application/pdf',
  buffer: await signedContract(),
};

/** 申请服务: at another amount than P, from the product's page. @source L88, D7 */
export async function places(
  page: Page,
  product = '高新技术企业申报',
  expectedAmount: string = AMOUNTS.orderAmount,
): Promise<string> {
  await page.goto('/products');
  await follow(page, page.getByRole('link', { name: product, exact: true }));
  await page.getByRole('radio', { name: '申请服务' }).check();
  await page.getByLabel('期望金额').fill(expectedAmount);
  await page.getByRole('button', { name: '确认' }).click();
  await page.waitForURL(ORDER_PAGE);
  return ORDER_PAGE.exec(page.url())?.[1] ?? '';
}

/** 核定价格. @source L109 */
export async function confirmsPrice(
  page: Page,
  orderId: string,
  orderAmount: string = AMOUNTS.orderAmount,
): Promise<void> {
  await page.goto(`/orders/${orderId}`);
  await follow(page, page.getByRole('region', { name: '可以做的事' }).getByRole('link', { name: '核定价格' }));
  await page.getByLabel('订单金额', { exact: true }).fill(orderAmount);
  await page.getByRole('button', { name: '确认' }).click();
  await page.getByRole('status').getByText('核定价格成功').waitFor();
}

/** 支付: V, the contract with its clauses, and its file. @source L84, L136 */
export async function pays(
  page: Page,
  orderId: string,
  voucherAmount: string = AMOUNTS.voucherAmount,
  total: string = AMOUNTS.orderAmount,
): Promise<void> {
  await beginsFromList(page, orderId, '支付');
  await fillsPayment(page, voucherAmount, total);
  const said = {
    total: yuan(total),
    voucher: yuan(voucherAmount),
    selfPaid: subtractFen(yuan(total), yuan(voucherAmount)),
  };
  const buffer = await signedContract({
    total: groupedYuan(said.total),
    capitals: capitals(said.total),
    voucher: groupedYuan(said.voucher),
    selfPaid: groupedYuan(said.selfPaid),
  });
  await page.locator('input[type=file]').setInputFiles({ ...CONTRACT, buffer });
  await page.getByRole('button', { name: '支付', exact: true }).click();
  await sees(page, '支付审核中');
}

export async function fillsPayment(page: Page, voucherAmount: string, total: string): Promise<void> {
  await page.getByLabel('支付创新券金额', { exact: true }).fill(voucherAmount);
  await page.getByLabel('合同编号').fill('HT-2026-001');
  await page.getByLabel('签订日期').fill(today());
  await page.getByLabel('合同总价').fill(total);
  for (const clause of ['服务内容说明', '收费标准及收费金额', '未能足额兑付部分的处理方案', '双方签字、盖章并注明日期'])
    await page.getByRole('checkbox', { name: new RegExp(`^${clause}`) }).check();
}

/** 支付审核通过 at the park's desk. @source L138 */
export async function approvesPayment(page: Page, orderId: string): Promise<void> {
  await opensDesk(page, orderId);
  const compared = page.getByRole('checkbox', { name: /我已看过合同原文|已对照原文/ });
  if (await compared.isVisible()) {
    await compared.check();
    await page.getByRole('textbox', { name: '意见' }).fill('已与合同原文核对');
  }
  await page.getByRole('button', { name: '审核通过' }).click();
  await page
    .getByRole('status')
    .getByText(/^已办理/)
    .waitFor();
}

/** 支付审核拒绝, with a ready reason. @source L140, L149 */
export async function rejectsPayment(page: Page, orderId: string, reason: string): Promise<void> {
  await opensDesk(page, orderId);
  await page.getByRole('radio', { name: reason }).check();
  await page.getByRole('button', { name: '审核拒绝' }).click();
  await page
    .getByRole('status')
    .getByText(/^已办理/)
    .waitFor();
}

/** 申请兑付: A, an invoice, the materials, dates and effect. @source L152, L165 */
async function asksRedemption(page: Page, orderId: string, actualAmount: string = AMOUNTS.actualAmount): Promise<void> {
  await beginsFromList(page, orderId, '申请兑付');
  await fillsRedemption(page, actualAmount);
  await page.getByRole('button', { name: '提交兑付申请' }).click();
  await sees(page, '兑付审核中');
}

async function fillsRedemption(page: Page, actualAmount: string): Promise<void> {
  await page.getByLabel('实际发生金额', { exact: true }).fill(actualAmount);
  const invoice = page.getByRole('group', { name: '发票 1' });
  await invoice.getByLabel('发票号码').fill(anInvoiceNumber());
  await invoice.getByLabel('开具日期').fill(today());
  await invoice.getByLabel('价税合计').fill(actualAmount);
  await invoice.locator('input[type=file]').setInputFiles({ ...CONTRACT, name: '发票.pdf' });
  for (const [field, name] of Object.entries({
    selfPaidProof: '付款回单.pdf',
    results: '受理通知.pdf',
    process: '启动会记录.pdf',
  }))
    await page.locator(`input[type=file][name="${field}"]`).setInputFiles({ ...CONTRACT, name });
  await page.getByLabel('服务开始日期').fill(today());
  await page.getByLabel('服务完成日期').fill(today());
  await page.getByLabel('服务效果').fill('已交付。');
  await page.getByRole('checkbox', { name: '发票、成果与过程性材料真实' }).check();
}

/** 补正: what was asked for before is still there; one more file goes with it. @source D5 */
export async function supplements(page: Page, orderId: string, file: string): Promise<void> {
  await beginsFromList(page, orderId, '补正');
  await page.locator('input[type=file][name="process"]').setInputFiles({ ...CONTRACT, name: file });
  await page.getByRole('checkbox', { name: '发票、成果与过程性材料真实' }).check();
  await page.getByRole('button', { name: '提交补正' }).click();
  await sees(page, '兑付审核中');
}

/** 兑付审核通过, as the first or the second of four eyes. @source D6 */
export async function approvesRedemption(page: Page, orderId: string): Promise<void> {
  await opensDesk(page, orderId);
  await confirms(page);
  await page.getByRole('button', { name: '兑付审核通过' }).click();
  await page
    .getByRole('status')
    .getByText(/^已办理/)
    .waitFor();
}

/** 退回补正, with a ready reason. @source D5 */
export async function returnsRedemption(page: Page, orderId: string, reason: string): Promise<void> {
  await opensDesk(page, orderId);
  await page.locator('summary').filter({ hasText: '退回补正' }).click();
  await page.getByRole('radio', { name: reason }).filter({ visible: true }).check();
  await page.getByRole('button', { name: '退回补正' }).filter({ visible: true }).last().click();
  await page
    .getByRole('status')
    .getByText(/^已办理/)
    .waitFor();
}

/** 登记拨付 at finance's desk. @source D2 */
export async function recordsPayout(page: Page, orderId: string, amount: string, reference: string): Promise<void> {
  await opensDesk(page, orderId);
  await page.getByLabel('拨付金额（元）').fill(amount);
  await page.getByLabel('拨付日期').fill(today());
  await page.getByLabel('拨付凭证号').fill(reference);
  await page.getByRole('button', { name: '登记拨付' }).click();
  await page
    .getByRole('status')
    .getByText(/^已办理/)
    .waitFor();
  await page.getByRole('cell', { name: reference }).waitFor();
}

/** 变更审核通过 at the park's desk. @source D13 */
export async function approvesChange(page: Page, orderId: string): Promise<void> {
  await opensDesk(page, orderId);
  await confirms(page);
  await page.getByRole('button', { name: '变更审核通过' }).click();
  await page
    .getByRole('status')
    .getByText(/^已办理/)
    .waitFor();
}

/** 已对照原文, where a desk asks for it. @source L149 */
async function confirms(page: Page): Promise<void> {
  const tick = page.locator('#f-approve input[name="confirmed"]');
  if ((await tick.count()) > 0) await tick.check();
}

/** Takes a row of the road by the pages; returns the order's id. */
export async function acts(page: Page, row: RoadRow, orderId: string): Promise<string> {
  switch (row.step) {
    case 'place':
      return places(page, '高新技术企业申报', row.body.expectedAmount);
    case 'confirmPrice':
      await confirmsPrice(page, orderId, row.body.orderAmount);
      break;
    case 'pay':
      await pays(page, orderId, row.body.voucherAmount, row.body.orderAmount);
      break;
    case 'approvePayment':
      await approvesPayment(page, orderId);
      break;
    case 'requestRedemption':
      await asksRedemption(page, orderId, row.body.actualAmount);
      break;
    case 'approveRedemption':
      await approvesRedemption(page, orderId);
      break;
    case 'recordPayout':
      await recordsPayout(page, orderId, row.body.amount, row.body.reference);
      break;
  }
  return orderId;
}

/** Opens the desk of the order's task from the inbox. */
export async function opensDesk(page: Page, orderId: string): Promise<void> {
  await page.goto(`/orders/${orderId}`);
  const number = await page.locator('dd.code').first().innerText();
  await page.goto('/tasks');
  await follow(page, page.getByRole('row').filter({ hasText: number }).getByRole('link').first());
}

/** Opens what the order's row offers. @source L93 */
async function beginsFromList(page: Page, orderId: string, act: string): Promise<void> {
  await page.goto('/orders');
  await follow(page, page.locator(`#o-${orderId}`).getByRole('link', { name: act }));
}

/** Waits until the order's page shows this state. */
export const sees = (page: Page, state: string): Promise<void> =>
  page.locator('.order-head').getByText(state, { exact: true }).waitFor();

/** Follows a link to another page. */
async function follow(page: Page, link: Locator): Promise<void> {
  const from = page.url();
  await link.click();
  await page.waitForURL((url) => url.href !== from);
}
