import { expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import type { Outcome } from '../../domain/reading/comparison.ts';
import type { ContractLabel } from '../../domain/reading/found.ts';
import { readingOf } from '../../domain/reading/reading.ts';
import { ENTERED_CONTRACT } from '../makers.ts';
import { pagesOf } from './corpus/measure.ts';
import { setLines, setPlaced, textAt } from './corpus/raw-pdf.ts';

const LINES = [
  '技术服务合同',
  '合同编号：HT-2026-001',
  '甲方：河南云帆智能装备有限公司',
  '乙方：郑州启元科技咨询有限公司',
  '签订日期：2026年11月2日',
];
const AMOUNTS = ['合同总金额为人民币50,000.00元', '其中创新券支付30,000.00元，企业自付20,000.00元'];
const TOTAL = '合同总金额：50,000.00元';
const ENCODING = { encoding: 'GBK-EUC-H' } as const;

async function readContract(pdf: Buffer) {
  const pages = await pagesOf(pdf);
  const compared = comparisonOf(
    ENTERED_CONTRACT,
    readingOf(pages) ?? { amounts: [], days: [], numbers: [], parties: [] },
  );
  const outcomes = Object.fromEntries(compared.map(({ label, outcome }) => [label, outcome]));
  return {
    outcomes: outcomes as Record<ContractLabel, Outcome>,
    unseen: pages[0]?.unseen,
    byScan: Boolean(pages[0]?.scan),
  };
}
const ALL = Object.fromEntries(Object.keys(ENTERED_CONTRACT).map((label) => [label, 'matches']));

/** What of a page is read: what is seen. @source D42 */
test.each([
  [
    'in a layer that is not shown',
    {
      before: '/OC /L BDC',
      catalog: '/OCProperties << /OCGs [8 0 R] /D << /OFF [8 0 R] >> >>',
      resources: '/Properties << /L 8 0 R >>',
      objects: ['<< /Type /OCG /Name (L) >>'],
    },
  ],
  ['outside of what the page is clipped to', { before: '0 0 10 10 re W n' }],
])('text %s is not seen', async (_, setting) => {
  const { outcomes, unseen } = await readContract(setLines([TOTAL, ...LINES], { ...ENCODING, ...setting }));
  expect(outcomes.orderAmount).toBe('notFound');
  expect(unseen).toContain(TOTAL.replace('：', ':'));
});

test.each([
  ['in a layer that is shown', '/OC /L BDC'],
  ['inside of what the page is clipped to', '0 600 595 242 re W n'],
])('text %s is read', async (_, before) => {
  const layer = {
    catalog: '/OCProperties << /OCGs [8 0 R] /D << /ON [8 0 R] >> >>',
    resources: '/Properties << /L 8 0 R >>',
    objects: ['<< /Type /OCG /Name (L) >>'],
  };
  const { outcomes, unseen } = await readContract(setLines([TOTAL, ...LINES], { ...ENCODING, ...layer, before }));
  expect(outcomes.orderAmount).toBe('matches');
  expect(unseen).toBeUndefined();
});

test.each([-3.4, -1, 2.6, 3.4])('lines that run %s degrees askew are read as lines', async (degrees) => {
  const turn = (degrees * Math.PI) / 180;
  const matrix = [Math.cos(turn), Math.sin(turn), -Math.sin(turn), Math.cos(turn)].map((one) => one.toFixed(5));
  const pdf = setLines([...LINES, ...AMOUNTS], { ...ENCODING, before: `${matrix.join(' ')} 0 20 cm` });
  expect((await readContract(pdf)).outcomes).toEqual(ALL);
});

test('what stands last in the head of a table does not name what stands first below it', async () => {
  const row = (y: number, cells: readonly string[]) => cells.map((text, index) => ({ text, x: 60 + index * 150, y }));
  const table = (total: string) =>
    setPlaced(
      [
        [
          ...LINES.map((text, index) => ({ text, x: 60, y: 790 - index * 20 })),
          ...row(600, ['合同总金额', '创新券支付', '企业自付']),
          ...row(580, [total, '30,000.00', '20,000.00']),
        ],
      ],
      ENCODING,
    );
  expect((await readContract(table('50,000.00'))).outcomes).toEqual(ALL);
  expect((await readContract(table('45,000.00'))).outcomes).toEqual({ ...ALL, orderAmount: 'differs' });
});

test('a seal whose signs stand on an amount does not break it', async () => {
  const contract = [...LINES, ...AMOUNTS].map((text, index) => ({ text, x: 60, y: 790 - index * 20 }));
  const seal = { text: '合同专用章', x: 130, y: 692, size: 9 };
  expect((await readContract(setPlaced([[...contract, seal]], ENCODING))).outcomes).toEqual(ALL);
});

test('no page is read with a sign that no database keeps', async () => {
  const pdf = setPlaced(
    [[{ text: `甲方\0：河南云帆智能装备有限公司，乙方：郑州启元科技咨询有限公司`, x: 60, y: 700 }]],
    {
      encoding: 'UniGB-UCS2-H',
    },
  );
  const [page] = await pagesOf(pdf);
  expect(page?.text).toContain('乙方');
  expect(JSON.stringify(page)).not.toContain('\\u0000');
});

test.each([
  ['作废', 0],
  ['河南云帆智能装备', 2],
])('a stamp that stands askew over an invoice is heeded: %s', async (words, totals) => {
  const invoice = [
    '电子发票（普通发票）',
    '发票号码：26412000001234567890',
    '开票日期：2026年11月02日',
    '价税合计（大写）  伍万圆整  （小写） ¥50000.00',
  ];
  const stamp = textAt({ text: words, x: 200, y: 500, size: 40 }, 'GBK-EUC-H').replace('1 0 0 1', '0.7 0.7 -0.7 0.7');
  const [found] = readingOf(await pagesOf(setLines(invoice, { ...ENCODING, before: stamp })))?.invoices ?? [];
  expect(found?.amounts).toHaveLength(totals);
});
