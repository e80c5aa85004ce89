import { describe, expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import type { PageRead, ScanLine } from '../../domain/reading/page.ts';
import { readingOf } from '../../domain/reading/reading.ts';
import { ENTERED_CONTRACT } from '../makers.ts';

const LINES = [
  '合同编号： HT-2026-001',
  '甲方：河南云帆智能装备有限公司',
  '乙方：郑州启元科技咨询有限公司',
  '本合同总金额为人民币50,000.00元，其中创新券支付30,000.00元，企业自付20,000.00元。',
  '签订日期：2026年11月2日',
];

/** A page as it was read from a picture, each line this surely. */
function scanned(confidences: Readonly<Record<number, number>>, texts = LINES): PageRead {
  const lines = texts.map((text, index): ScanLine => ({
    text,
    confidence: confidences[index] ?? 0.99,
    box: [100, index * 100, 800, 40],
  }));
  return { text: texts.join('\n'), scan: { lines, turned: 0 } };
}

function outcomes(page: PageRead): Record<string, string> {
  const reading = readingOf([page]);
  if (!reading) throw new Error('nothing was read');
  return Object.fromEntries(comparisonOf(ENTERED_CONTRACT, reading).map(({ label, outcome }) => [label, outcome]));
}
const ALL = Object.fromEntries(Object.keys(ENTERED_CONTRACT).map((label) => [label, 'matches']));

describe('of what was read in a picture', () => {
  test('what was read surely matches', () => {
    expect(outcomes(scanned({}))).toEqual(ALL);
  });

  test('what was read unsurely is unsure, and no other value is', () => {
    expect(outcomes(scanned({ 4: 0.5 }))).toEqual({ ...ALL, signedOn: 'unsure' });
    expect(outcomes(scanned({ 0: 0.5 }))).toEqual({ ...ALL, contractNumber: 'unsure' });
    expect(outcomes(scanned({ 1: 0.3 }))).toEqual({ ...ALL, partyA: 'unsure' });
    const unsure = { orderAmount: 'unsure', voucherAmount: 'unsure', selfPaid: 'unsure' };
    expect(outcomes(scanned({ 3: 0.7 }))).toEqual({ ...ALL, ...unsure });
  });

  test('another value differs only when it was read surely', () => {
    const lower = LINES.map((line) => line.replace('50,000', '45,000'));
    expect(outcomes(scanned({}, lower))).toEqual({ ...ALL, orderAmount: 'differs' });
    expect(outcomes(scanned({ 3: 0.85 }, lower))['orderAmount']).toBe('unsure');
  });

  test('a value that is read twice matches where it was read surely once', () => {
    expect(outcomes(scanned({ 4: 0.5 }, [...LINES, '签署日期：2026年11月2日']))['signedOn']).toBe('matches');
  });

  test('a value is as sure as the least sure of its own signs, and has the place of its line', () => {
    const [line = ''] = LINES;
    const signs = Array.from(line, (sign) => (sign === 'H' ? 42 : 97));
    const page: PageRead = {
      text: LINES.join('\n'),
      scan: {
        turned: 0,
        lines: LINES.map((text, index) => ({
          text,
          confidence: 0.1,
          box: [100, index * 100, 800, 40],
          signs: text === line ? signs : Array.from(text, () => 99),
        })),
      },
    };
    const reading = readingOf([page]);
    expect(reading?.numbers).toMatchObject([
      { value: 'HT-2026-001', scan: { confidence: 0.42, box: [100, 0, 800, 40] } },
    ]);
    expect(reading?.days).toMatchObject([{ scan: { confidence: 0.99, box: [100, 400, 800, 40] } }]);
  });

  test('a value over two lines has the place of both', () => {
    const broken = ['合同编号：HT-2026-001', '甲方：河南云帆智能', '装备有限公司', '本合同由双方签订于郑州。'];
    expect(readingOf([scanned({}, broken)])?.parties).toMatchObject([
      { value: '河南云帆智能装备有限公司', scan: { box: [100, 100, 800, 140] } },
    ]);
  });
});

test.each(['￥7,438.05', '￥7，438.05', '¥7438.05'])('the total of an invoice that reads %s has its place', (total) => {
  const invoice = [
    '电子发票（普通发票）',
    '发票号码：26412000005667654611',
    '开票日期：2026-04-17',
    `价税合计（小写）：${total}`,
  ];
  const [found] = readingOf([scanned({}, invoice)])?.invoices ?? [];
  expect(found?.amounts).toMatchObject([{ value: 743_805, scan: { confidence: 0.99, box: [100, 300, 800, 40] } }]);
});

test('a number agrees whichever brackets its year stands in', () => {
  const entered = { ...ENTERED_CONTRACT, contractNumber: '豫科合字〔2026〕25号' };
  const read = readingOf([{ text: LINES.join('\n').replace('HT-2026-001', '豫科合字〔2026]25号') }]);
  expect(read && comparisonOf(entered, read)[0]).toMatchObject({ label: 'contractNumber', outcome: 'matches' });
});

test('a page that holds text nobody sees is told, and so is one that was cut', () => {
  const [seen] = [scanned({})];
  expect(readingOf([{ ...seen, unseen: '合同总金额50,000.00元', cut: true }, { text: '' }], 90)).toMatchObject({
    unseen: [{ page: 1, text: '合同总金额50,000.00元' }],
    pagesUnread: 89,
  });
});
