import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import Nzh from 'nzh';
import { MAX_FEN, formatYuan } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';
import { parseCapitals } from '../../domain/reading/capitals.ts';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import { readingOf } from '../../domain/reading/reading.ts';
import { ENTERED_CONTRACT, yuan } from '../makers.ts';

const PADDING = '技术服务合同。甲方委托乙方提供服务，双方经平等协商，达成如下协议。';

const NOTHING = { amounts: [], days: [], numbers: [], parties: [] };
const read = (text: string) => readingOf([{ text: PADDING + text }]) ?? NOTHING;
const amountsIn = (text: string): string[] => read(text).amounts.map(({ value }) => formatYuan(value));
const daysIn = (text: string): string[] => read(text).days.map(({ value }) => value);

describe('amounts', () => {
  test.each([
    ['¥1,234.56', '1234.56'],
    ['￥ 50000', '50000.00'],
    ['人民币 50000 元', '50000.00'],
    ['50,000.00元', '50000.00'],
    ['50，000．00 元', '50000.00'],
    ['５００００元', '50000.00'],
    ['5万元', '50000.00'],
    ['5.25 万元', '52500.00'],
    ['RMB 50,000', '50000.00'],
    ['50,000.00', '50000.00'],
    ['伍万元整', '50000.00'],
    ['伍 万 元 整', '50000.00'],
    ['人民币伍万圆整', '50000.00'],
    ['叁万零伍拾元柒角', '30050.70'],
    ['壹拾贰万叁仟肆佰伍拾陆元柒角捌分', '123456.78'],
    ['十二万元', '120000.00'],
    ['两千元', '2000.00'],
    ['0.03元', '0.03'],
  ])('%s is read', (text, amount) => {
    expect(amountsIn(text)).toEqual([amount]);
  });

  test.each([
    '2026年11月1日',
    '0371-67981234',
    '13800138000',
    '第3条',
    '60%',
    '单价（元）',
    '万元',
    '伍伍万元',
    '1.2.3元',
    '12345678901234元',
    '91350100M000100Y43',
    '单元',
    '邮编450000',
    '50元/人',
    '0005元',
  ])('%s holds no amount', (text) => {
    expect(amountsIn(text)).toEqual([]);
  });

  test('figures and words beside each other are two findings of one amount', () => {
    expect(amountsIn('合同总金额：¥50,000.00（大写：伍万元整）')).toEqual(['50000.00', '50000.00']);
  });

  test('every amount is read back from its figures and from its capitals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_FEN }), (amount) => {
        const text = formatYuan(amount as Fen);
        const grouped = text.replaceAll(/\B(?=(?:\d{3})+\.)/g, ',');
        const capitals = Nzh.cn.toMoney(text, { outSymbol: false, forceZheng: true });
        expect(amountsIn(`费用${grouped}元`)).toEqual([text]);
        expect(amountsIn(`费用¥${text}。`)).toEqual([text]);
        if (amount >= 100) expect(parseCapitals(capitals)).toBe(amount);
      }),
      { numRuns: 500 },
    );
  });

  test('no text whatever makes reading fail or take long', () => {
    const sign = fc.constantFrom(
      ...Array.from('0123456789,.，。元万亿壹拾佰仟零伍¥人民币年月日-/ :：()合同总金额自付券签订期编号\n\uD800𠮷'),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(sign, fc.string({ maxLength: 3 })), { maxLength: 300 }), (signs) => {
        readingOf([{ text: signs.join('') }]);
      }),
      { numRuns: 500 },
    );
    const before = process.cpuUsage();
    for (const unit of [
      '共计',
      '合同号__',
      '单位:万元1 ',
      '2025年3月1日、',
      '1 1,',
      '1,',
      '1',
      '壹',
      '壹万',
      '¥',
      '2026-',
      '合同总金额:',
      '合同编号',
      '( ',
      '元',
      ' ',
    ])
      readingOf([{ text: unit.repeat(200_000 / unit.length) }]);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000); // of a processor: a busy machine takes longer
  });
});

describe('days', () => {
  test.each([
    ['2026年11月1日', '2026-11-01'],
    ['2026 年 11 月 1 日', '2026-11-01'],
    ['2026-11-01', '2026-11-01'],
    ['2026.11.1', '2026-11-01'],
    ['2026/11/01', '2026-11-01'],
    ['二〇二六年十一月一日', '2026-11-01'],
    ['二○二六年十二月三十一日', '2026-12-31'],
  ])('%s is read', (text, found) => {
    expect(daysIn(text)).toEqual([found]);
  });

  test.each(['2026年2月30日', '2026-13-01', '1999年1月1日', '2026年11月', '12026-11-01', '2026-11-012'])(
    '%s is no day',
    (text) => {
      expect(daysIn(text)).toEqual([]);
    },
  );
});

describe('comparison', () => {
  const entered = ENTERED_CONTRACT;
  const outcomes = (text: string): Record<string, string> =>
    Object.fromEntries(comparisonOf(entered, read(text)).map(({ label, outcome }) => [label, outcome]));

  const all = (outcome: string) => ({
    contractNumber: outcome,
    partyA: outcome,
    partyB: outcome,
    signedOn: outcome,
    orderAmount: outcome,
    voucherAmount: outcome,
    selfPaid: outcome,
  });

  test('a contract that says everything as entered matches in all', () => {
    expect(
      outcomes(
        '合同编号：HT-2026-001 甲方（委托方）：河南云帆智能装备有限公司 乙方：郑州启元科技咨询有限公司。合同总金额为人民币50,000.00元（大写：伍万元整），其中创新券支付30,000.00元，' +
          '企业自付金额：20000元。签订日期：2026年11月2日',
      ),
    ).toEqual(all('matches'));
  });

  test('a value that is not entered yet matches no number', () => {
    const [number] = comparisonOf({ ...entered, contractNumber: '\0' }, read('合同编号：豫科合字〔2026〕98号'));
    expect(number).toMatchObject({ outcome: 'differs', places: [{ value: '豫科合字〔2026〕98号' }] });
  });

  test('a number stands where it was found, without a bracket that closes behind it', () => {
    const text = '根据双方签订的合同（合同编号：HT-2026-001）号文件，订立合同。技术服务';
    const scan = {
      lines: [
        {
          text,
          confidence: 0.9,
          box: [0, 0, 9, 9] as const,
          signs: Array.from(text, (sign) => (/[HT0-9-]/.test(sign) ? 99 : 10)),
        },
      ],
      turned: 0 as const,
    };
    const numbers = readingOf([{ text, scan }])?.numbers;
    expect(numbers).toMatchObject([{ value: 'HT-2026-001', scan: { confidence: 0.99 } }]);
  });

  test('a name that goes on after what ends like one matches as a whole, and is no other party’s', () => {
    const centre = { ...entered, partyA: '郑州创新中心测试', partyB: '郑州创新中心' };
    const said = (text: string) => comparisonOf(centre, read(text)).map(({ outcome }) => outcome);
    expect(said('甲方：郑州创新中心测试 乙方：郑州创新中心').slice(1, 3)).toEqual(['matches', 'matches']);
    expect(said('甲方：郑州检测中心 乙方：郑州创新中心测试').slice(1, 2)).toEqual(['differs']);
  });

  test('a text is read as typefaces of browsers give it, line by line, with radicals for characters', () => {
    const text =
      '\n合同编号：HT-2026-001\n甲⽅：河南云帆智能装备有限公司 ⼄⽅：郑州启元科技咨询有\n限公司\n合同总价：⼈⺠币480.00元（⼤写略）。其中创新券⽀付30,000.00元';
    expect(outcomes(text)).toMatchObject({
      contractNumber: 'matches',
      partyA: 'matches',
      partyB: 'matches',
      orderAmount: 'differs',
      voucherAmount: 'matches',
    });
  });

  test('a contract’s number ends with its line, and a longer one is another', () => {
    const number = (text: string) => read(text).numbers.map(({ value }) => value);
    expect(number('合同编号：HT-2026-002\n甲方：某某企业')).toEqual(['HT-2026-002']);
    expect(number('合同编号：豫科合〔2026〕12号甲方：某某企业')).toEqual(['豫科合〔2026〕12号']);
    expect(number('合同编号：\n甲方：某某企业')).toEqual([]);
    expect(outcomes('合同编号：HT-2026-0012')['contractNumber']).toBe('differs');
  });

  test('a party is who stands in its own line, whole', () => {
    const named = (text: string) => read(text).parties.map(({ label, value }) => [label, value]);
    expect(named('甲方：郑州高新区某企业　乙方：创新协同中心测试机构\n一、服务')).toEqual([
      ['partyA', '郑州高新区某企业'],
      ['partyB', '创新协同中心测试机构'],
    ]);
    const centre = { ...entered, partyA: '创新协同中心', partyB: '创新协同中心测试机构' };
    const [, partyA, partyB] = comparisonOf(centre, read('甲方：郑州高新区某企业　乙方：创新协同中心测试机构\n'));
    expect([partyA, partyB]).toMatchObject([
      { outcome: 'differs', places: [{ value: '郑州高新区某企业' }] },
      { outcome: 'matches' },
    ]);
  });

  test('an amount under another name is not taken for the total', () => {
    expect(outcomes('创新券支付50,000元')['orderAmount']).toBe('notFound');
  });

  test.each([
    ['合同总金额：¥80,000.00 人民币大写：伍万元整', { orderAmount: 'differs' }],
    ['合同总金额：¥50,000 人民币大写：伍万元整', { orderAmount: 'matches' }],
    ['合同总金额：¥50,000年底前付清', { orderAmount: 'matches' }],
    ['合同总金额：¥50,000.00天津分公司代收', { orderAmount: 'matches' }],
    ['共计：人民币伍万元整（¥80,000.00）', { orderAmount: 'differs' }],
    [
      '附表（单位：万元）技术开发 3 测试 2。合同总金额：¥50,000.00，其中创新券支付：¥30,000.00',
      { orderAmount: 'matches', voucherAmount: 'matches', selfPaid: 'notFound' },
    ],
    ['附表（单位：万元）技术开发 3.00 测试 2.00 合同总金额 5.00', { orderAmount: 'matches', selfPaid: 'notFound' }],
    ['合同总金额为50,000元，叁万元由创新券支付', { orderAmount: 'matches', voucherAmount: 'matches' }],
    ['合同总金额伍万元整，30,000元由创新券支付', { orderAmount: 'matches', voucherAmount: 'matches' }],
    ['订单金额：50,000.00元', { orderAmount: 'matches' }],
    ['合同编号：2026年技服字012号', { contractNumber: 'differs' }],
    ['合同编号：\n1.1 总则', { contractNumber: 'notFound' }],
    ['受委托方：郑州启元科技咨询有限公司', { partyA: 'notFound', partyB: 'matches' }],
    ['甲方（服务接受方）：河南云帆智能装备有限公司', { partyA: 'matches', partyB: 'notFound' }],
    ['签订日期：贰零貳陆年壹拾壹月零贰日', { signedOn: 'matches' }],
  ])('%s', (text, right) => {
    expect(outcomes(text)).toMatchObject(right);
  });

  test('of figures and words that disagree both are shown', () => {
    const [total] = comparisonOf(entered, read('合同总金额：¥50,000.00（大写：捌万元整）')).filter(
      ({ label }) => label === 'orderAmount',
    );
    expect(total?.places.map(({ value }) => value)).toEqual([yuan('80000.00'), yuan('50000.00')]);
  });

  test('what the text does not say is not found, and never a difference', () => {
    expect(outcomes('服务费按进度支付。')).toEqual(all('notFound'));
  });

  test('other amounts and days without a name are no difference', () => {
    const said = outcomes('首付15,000元，于2026年12月1日前支付；违约金500元。');
    expect([said['orderAmount'], said['signedOn']]).toEqual(['notFound', 'notFound']);
  });

  test.each([
    ['orderAmount', '合同总金额：45,000.00元'],
    ['orderAmount', '合同金额（大写）：肆万伍仟元整'],
    ['selfPaid', '企业自付部分为25000元'],
    ['voucherAmount', '使用服务券支付 25,000 元'],
    ['signedOn', '签订日期：2026年11月3日'],
    ['contractNumber', '合同编号：HT-2026-002'],
    ['partyA', '甲方：河南云帆智能科技有限公司'],
    ['partyB', '受托方（乙方）：郑州启元检测中心'],
  ])('%s differs where the text calls another value so', (label, text) => {
    expect(outcomes(text)[label]).toBe('differs');
  });

  test.each(['合同总金额的30%即15,000元作为首付款', '自付总金额45000元', '合同总金额见附件。单价：45,000.00元'])(
    '%s is not read as another total',
    (text) => {
      expect(outcomes(text)['orderAmount']).toBe('notFound');
    },
  );

  test.each(['甲方：负责提供资料。', '甲方（盖章）：法定代表人：', '甲方为乙方提供便利', '甲乙双方的公司'])(
    '%s names no party',
    (text) => {
      expect([outcomes(text)['partyA'], outcomes(text)['partyB']]).toEqual(['notFound', 'notFound']);
    },
  );

  test('a value under its name wins over the same amount elsewhere; of several totals none is chosen', () => {
    expect(outcomes('押金50,000元。合同总金额45,000元')['orderAmount']).toBe('differs');
    expect(outcomes('合同总金额45,000元。经补充约定，合同总金额50,000元')['orderAmount']).toBe('several');
    expect(outcomes('乙方收取50,000元')['orderAmount']).toBe('matches');
  });

  test('each finding says its page and what stands around it', () => {
    const reading = readingOf([{ text: PADDING }, { text: `${PADDING}合同总金额：45,000.00元，分两期支付。` }]);
    const total = comparisonOf(entered, reading ?? NOTHING).find(({ label }) => label === 'orderAmount');
    expect(total?.places).toEqual([
      {
        value: yuan('45000.00'),
        label: 'orderAmount',
        page: 2,
        excerpt: expect.stringContaining('合同总金额:45,000.00元，分两期支付'),
      },
    ]);
  });
});

test('pages without text are no reading', () => {
  expect(readingOf([{ text: '' }, { text: '  \n' }, { text: '1' }])).toBeNull();
});
