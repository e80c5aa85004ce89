import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { createDocuments } from '../../api/documents/documents.ts';
import { buildOrderPdf } from '../../api/documents/order-pdf/order-pdf.ts';
import { anOrder, at } from '../makers.ts';
import { aTimeline, aWholeFile, textOf } from './makers.ts';

const documents = createDocuments();
afterAll(() => documents.stop());

const printing = {
  language: 'zh',
  link: 'https://quanliu.test/orders/0190a1b2-0000-7000-8000-000000000001',
  hotline: '0371-67981234',
  printedAt: at('2026-11-24 10:00'),
} as const;

const printed = async (...content: Parameters<typeof buildOrderPdf>) => {
  const pdf = await documents.renderOrderPdf(buildOrderPdf(...content), 'someone');
  const folder = process.env['KEEP_PDFS'];
  if (folder) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/${expect.getState().currentTestName?.replaceAll(' ', '-')}.pdf`, pdf);
  }
  return { pdf, ...(await textOf(pdf)) };
};

test('the PDF of a redeemed order says number, parties, every amount in figures and capitals, papers and reasons', async () => {
  const { pdf, text } = await printed(aWholeFile(), aTimeline(), printing);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  for (const said of [
    'DD20261123-000001',
    '已兑付',
    '郑州启元科技咨询有限公司',
    '91440300708461136T',
    '河南云帆智能装备有限公司',
    '91350100M000100Y43',
    '60,000.00',
    '陆万元整',
    '50,000.00',
    '伍万元整',
    '30,000.00',
    '叁万元整',
    '20,000.00',
    '贰万元整',
    '零元整',
    'HT-2026-001',
    '2026-11-02',
    '0001',
    'BK-20261123-0007',
    '订单金额与合同金额不一致',
    '咨询电话0371-67981234',
    '2026-11-2410:00:00',
  ])
    expect(text).toContain(said);
});

test.each([
  ['zh', '(zh-CN)'],
  ['en', '(en)'],
] as const)('the PDF says its language, and shows its title in place of its file name (%s)', async (language, lang) => {
  const { pdf } = await printed(aWholeFile(), aTimeline(), { ...printing, language });
  const raw = pdf.toString('latin1');
  expect(raw).toContain(`/Lang ${lang}`);
  expect(raw).toContain('/DisplayDocTitle true');
  expect(raw).toMatch(/^%PDF-1\.7/);
});

test('in English the words are English and the capitals stay Chinese', async () => {
  const { text } = await printed(aWholeFile(), aTimeline(), { ...printing, language: 'en' });
  for (const said of ['Serviceorder', 'Redeemed', 'Voucheramount', '叁万元整', 'Hotline0371-67981234', 'Page1of'])
    expect(text).toContain(said);
  expect(text).not.toMatch(/支付创新券金额|办理过程|咨询电话/);
});

test('what is not known yet is a dash, and papers there are none of are left out', async () => {
  const placed = aWholeFile({ order: anOrder({ state: 'unpaid' }), expectedAmountFen: null });
  const { text, pages } = await printed(placed, aTimeline().slice(0, 1), printing);
  expect(text).toMatch(/A实际发生金额——/);
  expect(text).not.toMatch(/发票号码|拨付凭证号|合同编号|审核意见/);
  expect(pages).toBe(1);
});

test('a character the typeface lacks is written by its number, and the closing says so', async () => {
  const { product, ...file } = aWholeFile();
  const { text } = await printed({ ...file, product: { ...product, name: '𠮷野家🍜咨询\u200B服务' } }, [], printing);
  expect(text).toContain('〔U+20BB7〕野家〔U+1F35C〕咨询服务');
  expect(text).toContain('字体中没有的字以Unicode编号标出：〔U+20BB7〕〔U+1F35C〕');
});

test('names of five hundred signs without a space, and a history of hundreds of entries, stay on the paper', async () => {
  const { product, ...file } = aWholeFile();
  const long = { ...file, note: 'x'.repeat(500), product: { ...product, name: 'W'.repeat(500) } };
  const entries = Array.from({ length: 40 }, aTimeline).flat();
  const { text, pages } = await printed(long, entries, printing);
  expect(text).toContain('W'.repeat(20));
  expect(text).toContain(`较早的记录未列出：${entries.length - 200}条`);
  expect(pages).toBeLessThan(20);
});
