import { describe, expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import { enteredChange, enteredInvoice } from '../../domain/reading/entered.ts';
import type { Found, FoundValues, Label } from '../../domain/reading/found.ts';
import { readingOf } from '../../domain/reading/reading.ts';
import { anOrder, day, yuan } from '../makers.ts';

const NOTHING: FoundValues = { amounts: [], days: [], numbers: [], parties: [] };
const NAMES = { enterprise: '河南云帆智能装备有限公司', institution: '郑州启元科技咨询有限公司' };

describe('a supplementary agreement', () => {
  const order = anOrder({ state: 'paid' });
  const number = order.contract?.number ?? '';
  const change = { orderAmountFen: yuan('45000.00'), voucherAmountFen: yuan('27000.00') };
  const compare = (text: string) => {
    const entered = enteredChange(order, change, NAMES);
    if (!entered) throw new Error('no contract');
    const reading = readingOf([{ text: `补充协议。本协议由双方在平等自愿的基础上友好协商订立。\n${text}` }]) ?? NOTHING;
    return Object.fromEntries(comparisonOf(entered, reading).map(({ label, outcome }) => [label, outcome]));
  };

  test.each([
    ['the contract it cites', `双方于2026年11月2日签订的合同编号为${number}的技术服务合同`, 'matches'],
    ['the contract it is called by', `合同编号：${number}\n`, 'matches'],
    ['its own number besides', `协议编号：BC-2026-009\n双方就合同编号：${number} 的合同达成补充协议`, 'matches'],
    ['its own number alone', '协议编号：BC-2026-009\n', 'notFound'],
    ['another contract', '合同编号：HT-1999-777\n', 'differs'],
    ['another contract that it cites', '根据2025年3月1日签订的合同编号为KJ-2025-009的框架协议，', 'differs'],
    [
      'another contract besides its own',
      `根据合同编号为KJ-2025-009的框架协议，就合同编号：${number} 的合同`,
      'matches',
    ],
    ['its contract in brackets', `双方签订的《技术服务合同》（编号：${number}）`, 'matches'],
    ['its contract in brackets without a name', `双方签订的《技术服务合同》（${number}）`, 'matches'],
    ['its contract by its ordinal', `双方签订的第${number}号合同`, 'matches'],
    ['its contract in brackets by its ordinal', `双方签订的《技术服务合同》（第${number}号合同）`, 'matches'],
    ['its contract, signed under a number', `双方签订的编号为${number}的技术服务合同`, 'matches'],
    ['another contract in brackets', '双方签订的《技术服务合同》（合同编号：HT-1999-777）', 'differs'],
    ['another paper in brackets without a name', '双方签订的《框架合同》（KJ-2025-009）', 'notFound'],
    ['two contracts of which it is the second', `合同编号：HT-2025-777、${number}\n`, 'several'],
    ['two contracts of which it is the first', `合同编号：${number}、HT-2025-777\n`, 'several'],
    ['a number that may be its own', '编号：BC-2026-009\n', 'notFound'],
  ])('of %s, the number is told', (_, text, outcome) => {
    expect(compare(text)['contractNumber']).toBe(outcome);
  });

  test.each([
    ['合同总金额：45,000.00元，其中创新券支付27,000.00元，企业自付18,000.00元。', 'matches matches matches'],
    ['合同总金额由50,000.00元变更为45,000.00元，创新券支付27,000.00元。', 'matches matches notFound'],
    [
      '企业自付由20,000.00元变更为18,000.00元，创新券支付由30,000.00元变更为27,000.00元，合同总金额由50,000.00元减少至45,000.00元。',
      'matches matches matches',
    ],
    ['合同总金额由人民币50,000元调整为人民币48,000元。', 'differs notFound notFound'],
    ['原合同总金额50,000.00元，现合同总金额45,000.00元。', 'matches notFound notFound'],
    ['服务内容变更，金额不变。', 'notFound notFound notFound'],
  ])('%s says of its amounts %s', (text, outcomes) => {
    const compared = compare(text);
    expect([compared['orderAmount'], compared['voucherAmount'], compared['selfPaid']].join(' ')).toBe(outcomes);
  });

  test.each([
    ['河南云帆智能科技有限公司（原河南云帆智能装备有限公司）', 'several'],
    ['河南云帆智能科技有限公司（曾用名：河南云帆智能装备有限公司）', 'several'],
    ['河南云帆智能科技有限公司（原河南云帆机械有限公司）', 'differs'],
    ['河南云帆智能装备有限公司（原河南云帆机械有限公司）', 'matches'],
  ])('of %s the party is told: %s', (name, outcome) => {
    expect(compare(`甲方（委托方）：${name}\n`)['partyA']).toBe(outcome);
  });

  test('of the day of its signing nothing was entered', () => {
    expect(compare('签订日期：2026年11月20日')).not.toHaveProperty('signedOn');
  });
});

describe('an invoice', () => {
  const entered = enteredInvoice(
    { number: '12345678', code: '041002600111', issuedOn: day('2026-11-20'), amountFen: yuan('50000.00') },
    NAMES,
  );
  const found = <V>(label: Label, value: V): Found<V> => ({ label, value, page: 1, excerpt: String(value) });
  const paper = (number: string, total = yuan('50000.00')): FoundValues => ({
    amounts: [found('invoiceTotal', total)],
    days: [found('issuedOn', day('2026-11-20'))],
    numbers: [found('invoiceNumber', number), found('invoiceCode', '041002600111')],
    parties: [found('seller', NAMES.institution), found('buyer', NAMES.enterprise)],
  });
  const compare = (...invoices: FoundValues[]) =>
    comparisonOf(entered, { ...NOTHING, invoices })
      .map(({ outcome }) => outcome)
      .join(' ');

  test.each<readonly [string, FoundValues[], string]>([
    ['that agrees', [paper('12345678')], 'matches matches matches matches matches matches'],
    ['of another number', [paper('12345679')], 'differs matches matches matches matches matches'],
    ['of another total', [paper('12345678', yuan('5000.00'))], 'matches matches matches differs matches matches'],
    [
      'among others in its file',
      [paper('11111111', yuan('1.00')), paper('12345678')],
      'matches matches matches matches matches matches',
    ],
    [
      'that is none of those in its file',
      [paper('11111111'), paper('22222222')],
      'differs notFound notFound notFound notFound notFound',
    ],
    ['in a file without one', [], 'notFound notFound notFound notFound notFound notFound'],
  ])('%s is compared with its own paper', (_, invoices, outcomes) => {
    expect(compare(...invoices)).toBe(outcomes);
  });

  test.each([
    ['a name that is cut says nothing', '郑州启元科技咨', 'notFound'],
    ['a name that is no body’s agrees where it is the entered one', '创新协同中心测试', 'matches'],
    ['another body differs', '郑州启元科技咨询有限公司', 'differs'],
  ])('%s', (_, seller, outcome) => {
    const invoice = { ...paper('12345678'), parties: [found('seller', seller)] };
    const compared = comparisonOf({ ...entered, seller: '创新协同中心测试' }, { ...NOTHING, invoices: [invoice] });
    expect(compared.find(({ label }) => label === 'seller')?.outcome).toBe(outcome);
  });

  test('a number that was entered without its zeros, or with its code before it, is the same', () => {
    const numbers = (number: string, code = '') =>
      comparisonOf(
        { ...entered, invoiceNumber: number, invoiceCode: code },
        { ...NOTHING, invoices: [paper('00345678')] },
      ).map(({ outcome }) => outcome);
    expect(numbers('345678', '041002600111').slice(0, 2)).toEqual(['matches', 'matches']);
    expect(numbers('04100260011100345678').slice(0, 1)).toEqual(['matches']);
  });

  test('a number of 20 digits has no code to compare', () => {
    const labels = comparisonOf({ ...entered, invoiceCode: '' }, NOTHING).map(({ label }) => label);
    expect(labels).not.toContain('invoiceCode');
  });
});
