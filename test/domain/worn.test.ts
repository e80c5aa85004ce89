import { expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import type { PageRead } from '../../domain/reading/page.ts';
import { readingOf } from '../../domain/reading/reading.ts';
import { ENTERED_CONTRACT } from '../makers.ts';

/** A page that was read in a picture, each sign as sure as said. */
function scanned(lines: readonly string[], unsure: Readonly<Record<string, number>> = {}): PageRead {
  return {
    text: lines.join('\n'),
    scan: {
      turned: 0,
      lines: lines.map((text) => ({
        text,
        confidence: 0.99,
        box: [0, 0, 100, 10],
        signs: Array.from(text, (sign) => unsure[sign] ?? 99),
      })),
    },
  };
}

const told = (page: PageRead): Record<string, string> => {
  const reading = readingOf([page]);
  return Object.fromEntries(
    (reading ? comparisonOf(ENTERED_CONTRACT, reading) : []).map(({ label, outcome }) => [label, outcome]),
  );
};
const REST = '本合同由双方在平等自愿的基础上友好协商订立。';

test.each([
  ['orderAmount', '合同总金额：5,000.00元', 'unsure'],
  ['orderAmount', '合同总金额：500.00元', 'unsure'],
  ['orderAmount', '合同总金额：60,000.00元', 'differs'],
  ['orderAmount', '合同总金额：500,000.00元', 'differs'],
  ['contractNumber', '合同编号：HT-206-001', 'unsure'],
  ['contractNumber', '合同编号：HT-2026-009', 'differs'],
  ['partyA', '甲方：河南云帆智装备有限公司', 'unsure'],
  ['partyA', '甲方：河南示范农业科技有限公司', 'differs'],
  ['partyA', '甲方：关河南云帆智能装备有限公司', 'unsure'], // the first sign is of a label along the edge
  ['partyA', '甲方：华北新河南云帆智能装备有限公司', 'differs'],
  ['signedOn', '签订日期：2026年1月2日', 'unsure'],
  ['signedOn', '签订日期：2026年11月3日', 'differs'],
])(
  'what lacks signs of the entered %s in a picture, or has one of its neighbor, accuses nobody: %s',
  (label, line, outcome) => {
    expect(told(scanned([REST, line]))[label]).toBe(outcome);
    const inText = told({ text: `${REST}\n${line}` })[label];
    expect(inText).not.toBe('matches');
  },
);

test.each([
  ['50,000.00', '伍万元整', 'matches'],
  ['45,000.00', '肆万伍仟元整', 'differs'],
])('figures %s and words %s that agree vouch for each other', (figures, words, outcome) => {
  const line = `合同总金额为人民币${figures}元（大写：${words}）`;
  expect(told(scanned([REST, line]))['orderAmount']).toBe(outcome);
  expect(told(scanned([REST, line], { 伍: 40, 肆: 40 }))['orderAmount']).toBe(outcome);
  expect(told(scanned([REST, line], { '0': 40 }))['orderAmount']).toBe(outcome);
  expect(told(scanned([REST, line], { 伍: 40, 肆: 40, '0': 40 }))['orderAmount']).toBe('unsure');
});

test('words that are no number leave the figures beside them unsure', () => {
  const line = (words: string): string => `合同总金额为人民币50,000.00元（大写：${words}）`;
  expect(told(scanned([REST, line('伍方元整')]))['orderAmount']).toBe('unsure');
  expect(told({ text: `${REST}\n${line('伍伍万元整')}` })['orderAmount']).toBe('unsure');
  expect(told(scanned([REST, '合同总金额（大写）伍方元整（¥50,000.00）']))['orderAmount']).toBe('unsure');
  expect(told(scanned([REST, '合同总金额（大写）伍万元整（¥50,000.00）']))['orderAmount']).toBe('matches');
  expect(told({ text: `${REST}\n${line('伍万元整')}` })['orderAmount']).toBe('matches');
  expect(told({ text: `${REST}\n合同总金额为人民币50,000.00元（大写：另行书写）` })['orderAmount']).toBe('matches');
});

test('a bracket that was read unsurely says the same in every form', () => {
  const entered = { ...ENTERED_CONTRACT, contractNumber: '豫科合字〔2026〕26号' };
  const reading = readingOf([scanned([REST, '合同编号：豫科合字〔2026]26号'], { '〔': 60, ']': 55 })]);
  expect(reading && comparisonOf(entered, reading)[0]).toMatchObject({ outcome: 'matches' });
});
