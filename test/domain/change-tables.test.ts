import { expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import type { EnteredAgreement } from '../../domain/reading/entered.ts';
import { NOTHING_FOUND } from '../../domain/reading/found.ts';
import { readingOf } from '../../domain/reading/reading.ts';
import { yuan } from '../makers.ts';

const ENTERED: EnteredAgreement = {
  contractNumber: 'HT-2026-001',
  partyA: '河南云帆智能装备有限公司',
  partyB: '郑州启元科技咨询有限公司',
  orderAmount: yuan('45000.00'),
  voucherAmount: yuan('25000.00'),
  selfPaid: yuan('20000.00'),
};

const TO_HOLD = 'matches matches matches';
const OF_BEFORE = 'differs differs differs';
const NOTHING = 'notFound notFound notFound';

/** Rows of a table, its cells parted by |, and what is told of the three amounts. @source D13, D42 */
test.each([
  [
    '项目|变更前|变更后⏎合同总金额|60,000.00元|45,000.00元⏎创新券支付金额|30,000.00元|25,000.00元⏎企业自付金额|30,000.00元|20,000.00元',
    TO_HOLD,
  ],
  [
    '项目|变更前|变更后⏎合同总金额|45,000.00元|60,000.00元⏎创新券支付金额|25,000.00元|30,000.00元⏎企业自付金额|20,000.00元|30,000.00元',
    OF_BEFORE,
  ],
  [
    '项目|变更后|变更前⏎合同总金额|45,000.00元|60,000.00元⏎创新券支付金额|25,000.00元|30,000.00元⏎企业自付金额|20,000.00元|30,000.00元',
    TO_HOLD,
  ],
  [
    '项目|变更后|变更前⏎合同总金额|60,000.00元|45,000.00元⏎创新券支付金额|30,000.00元|25,000.00元⏎企业自付金额|30,000.00元|20,000.00元',
    OF_BEFORE,
  ],
  [
    '项目|原合同|本补充协议⏎合同总金额（元）|60,000.00|45,000.00⏎创新券支付金额（元）|30,000.00|25,000.00⏎企业自付金额（元）|30,000|20,000',
    TO_HOLD,
  ],
  [
    '项目|修改前（元）|修改后（元）⏎合同总金额|60000|45000⏎创新券支付金额|30000|25000⏎企业自付金额|30000|20000',
    TO_HOLD,
  ],
  ['单位：万元⏎项目|调整前|调整后⏎合同总金额|6.00|4.50⏎创新券支付金额|3.00|2.50⏎企业自付金额|3.00|2.00', TO_HOLD],
  ['项目|原约定|现约定⏎合同总金额|6万元|4.5万元⏎创新券支付金额|3万元|2.5万元⏎企业自付金额|3万元|2万元', TO_HOLD],
  [
    '项目|变更前|变更后|差额⏎合同总金额|90,000.00元|45,000.00元|45,000.00元⏎创新券支付金额|50,000.00元|25,000.00元|25,000.00元⏎企业自付金额|40,000.00元|20,000.00元|20,000.00元',
    TO_HOLD,
  ],
  [
    '项目|变更前|变更后|增减⏎合同总金额|15,000.00元|60,000.00元|45,000.00元⏎创新券支付金额|5,000.00元|30,000.00元|25,000.00元⏎企业自付金额|10,000.00元|30,000.00元|20,000.00元',
    OF_BEFORE,
  ],
  [
    '变更前|变更后⏎合同总金额|60,000.00元|45,000.00元⏎创新券支付金额|30,000.00元|25,000.00元⏎企业自付金额|30,000.00元|20,000.00元',
    TO_HOLD,
  ],
  [
    '序号|项目|变更前|变更后⏎1|合同总金额|60,000.00元|45,000.00元⏎2|创新券支付金额|30,000.00元|25,000.00元⏎3|企业自付金额|30,000.00元|20,000.00元',
    TO_HOLD,
  ],
  ['项目|变更前|变更后⏎合同总金额|45,000.00元⏎创新券支付金额|25,000.00元⏎企业自付金额|20,000.00元', NOTHING],
  ['项目|变更前|变更后|变更后⏎合同总金额|60,000.00元|45,000.00元|48,000.00元', NOTHING],
  ['项目⏎变更前⏎变更后⏎合同总金额⏎60,000.00元⏎45,000.00元', NOTHING],
  ['项目⏎变更前⏎变更后⏎合同总金额⏎45,000.00元⏎60,000.00元', NOTHING],
  [
    '合同总金额|创新券支付金额|企业自付金额⏎变更前|60,000.00元|30,000.00元|30,000.00元⏎变更后|45,000.00元|25,000.00元|20,000.00元',
    TO_HOLD,
  ],
  [
    '项目|合同总金额|创新券支付金额|企业自付金额⏎变更前|45,000.00元|25,000.00元|20,000.00元⏎变更后|60,000.00元|30,000.00元|30,000.00元⏎差额|15,000.00元|5,000.00元|10,000.00元',
    OF_BEFORE,
  ],
  [
    '项目|变更前|变更后⏎合同总金额|60,000.00元|45,000.00元⏎二、其他条款不变，合同总金额48,000元。',
    'matches notFound notFound',
  ],
])('%s: %s', (rows, told) => {
  for (const gap of ['  ', '\t']) {
    const table = rows.replaceAll('⏎', '\n').replaceAll('|', gap);
    const text = `补充协议\n双方就金额变更达成协议如下：\n${table}\n日期：2026年11月20日`;
    const amounts = comparisonOf(ENTERED, readingOf([{ text }]) ?? NOTHING_FOUND).slice(3);
    expect(amounts.map(({ outcome }) => outcome).join(' ')).toBe(told);
  }
});

test('what a table says of before and after has its place in the picture of its page', () => {
  const lines = ['补充协议，双方就金额变更达成协议。', '项目  变更前  变更后', '合同总金额  60,000.00元  45,000.00元'];
  const scan = {
    lines: lines.map((text, at) => ({ text, confidence: 0.99, box: [0, at * 10, 100, 8] as const })),
    turned: 0 as const,
    height: 140,
  };
  const { amounts = [] } = readingOf([{ text: lines.join('\n'), scan }]) ?? {};
  const told = amounts.filter(({ unclear }) => !unclear);
  expect(told.map(({ value, label, scan: place }) => [value, label, place?.box])).toEqual([
    [4500000, 'orderAmount', [0, 20, 100, 8]],
  ]);
});
