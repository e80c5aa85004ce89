import { describe, expect, test } from '@jest/globals';
import { formatYuan } from '../../domain/fen.ts';
import { invoicesIn } from '../../domain/reading/invoices.ts';
import { readingOf } from '../../domain/reading/reading.ts';

/** Everything told of each invoice, as `label=value`. */
const told = (...pages: string[]) =>
  invoicesIn(pages).map(({ amounts, days, numbers, parties }) =>
    [
      ...[...numbers, ...days, ...parties].map(({ label, value }) => `${label}=${value}`),
      ...new Set(amounts.map(({ value, disputed }) => `${disputed ? 'disputed' : 'total'}=${formatYuan(value)}`)),
    ].join(' '),
  );

const DIGITAL = `电子发票（普通发票）
发票号码：26412000000123456789
开票日期：2026年11月20日
购  名称：河南云帆智能装备有限公司  销  名称：郑州启元科技咨询有限公司
买  售
方  统一社会信用代码/纳税人识别号：91410100MA4XXXXX1Y  方  统一社会信用代码/纳税人识别号：91410100MA4YYYYY2Z
项目名称  规格型号  单 位  数 量  金 额
价税合计（大写）  ⊗伍万圆整  （小写）¥50000.00
开票人：王敏`;
const SAID =
  'invoiceNumber=26412000000123456789 issuedOn=2026-11-20 buyer=河南云帆智能装备有限公司 seller=郑州启元科技咨询有限公司 total=50000.00';

describe('values', () => {
  test.each([
    ['of a digital invoice', DIGITAL, SAID],
    ['with letters set apart', DIGITAL.replace('发票号码', '发 票 号 码').replace('开票日期', '开  票  日  期'), SAID],
    [
      'with signs of its edges beside the names',
      DIGITAL.replace('购  名称', '购 名称').replace('销  名称', '销 名称'),
      SAID,
    ],
    ['with the number in groups', DIGITAL.replace('26412000000123456789', '26412000 00012345 6789'), SAID],
    [
      'with names over two lines of their cells',
      DIGITAL.replace('装备有限公司  销', '装备  销').replace('咨询有限公司', '咨询\n有限公司  有限公司'),
      SAID,
    ],
    [
      'on paper',
      '4100261130  河南增值税专用发票  No 12345678\n开票日期：2026 年 11 月 20 日\n购  名    称：河南云帆智能装备有限公司  密  03<>*12\n买\n方\n价税合计（大写）  伍万元整  （小写）￥50000.00\n销  名    称：郑州启元科技咨询有限公司  备',
      'invoiceNumber=12345678 invoiceCode=4100261130 issuedOn=2026-11-20 buyer=河南云帆智能装备有限公司 seller=郑州启元科技咨询有限公司 total=50000.00',
    ],
    [
      'with values below their labels',
      '河南增值税电子普通发票\n发票代码  发票号码  开票日期\n041002600111  12345678  2026-11-20\n购方名称  销方名称\n河南云帆智能装备有限公司  郑州启元科技咨询有限公司\n价税合计（小写）\n50000.00',
      'invoiceNumber=12345678 invoiceCode=041002600111 issuedOn=2026-11-20 buyer=河南云帆智能装备有限公司 seller=郑州启元科技咨询有限公司 total=50000.00',
    ],
    [
      'of a roll, the seller first',
      '河南增值税普通发票（卷票）\n发票代码：041002600107\n发票号码：12345678\n销售方名称：郑州启元科技咨询有限公司\n开票日期：2026-11-20\n购买方名称：河南云帆智能装备有限公司\n价税合计（小写）：￥50,000.00',
      'invoiceNumber=12345678 invoiceCode=041002600107 issuedOn=2026-11-20 seller=郑州启元科技咨询有限公司 buyer=河南云帆智能装备有限公司 total=50000.00',
    ],
    [
      'whose words are another amount',
      DIGITAL.replace('伍万圆整', '伍万伍仟圆整'),
      SAID.replace('total=50000.00', 'disputed=55000.00 disputed=50000.00'),
    ],
  ])('%s are told', (_, text, said) => {
    expect(told(text)).toEqual([said]);
  });

  test('a page that goes on, or repeats the number, is part of the invoice before it', () => {
    expect(told(DIGITAL, '销售货物或者提供劳务、服务清单\n*咨询服务*高企认定  50000.00')).toEqual([SAID]);
    const [first = '', last = ''] = DIGITAL.split('项目名称');
    expect(told(first, `电子发票（普通发票）\n发票号码：26412000000123456789\n${last}`)).toHaveLength(1);
  });

  test.each([
    ['one page each', (one: string, other: string) => [one, other]],
    ['on one page', (one: string, other: string) => [`${one}\n${other}`]],
  ])('several invoices in a file are told apart, %s', (_, set) => {
    const other = DIGITAL.replace('0123456789', '0123456790').replace('⊗伍万圆整', '陆万圆整').replace('¥50', '¥60');
    const otherSaid = SAID.replace('0123456789', '0123456790').replace('50000', '60000');
    expect(told(...set(DIGITAL, other))).toEqual([SAID, otherSaid]);
  });

  test('each value stands with its page and what is around it', () => {
    const [, invoice] = invoicesIn([DIGITAL, DIGITAL.replace('0123456789', '0123456790')]);
    expect(invoice).toMatchObject({
      numbers: [{ page: 2, excerpt: expect.stringContaining('发票号码') }],
      amounts: [{ page: 2 }, { page: 2, excerpt: expect.stringContaining('¥50000.00') }],
    });
  });
});

describe('what cannot be told for certain is left out:', () => {
  test.each([
    [
      'a number of neither 8 nor 20 digits',
      DIGITAL.replace('26412000000123456789', '264120000001234567'),
      'invoiceNumber',
    ],
    [
      'the number of an invoice that is taken back',
      DIGITAL.replace('开票人', '原发票号码：26412000000999999999 开票人'),
      '9999',
    ],
    ['a negative total', DIGITAL.replace('⊗', '（负数）').replace('¥50', '¥-50'), 'total'],
    [
      'the total of an invoice that takes another back',
      `${DIGITAL}\n被红冲蓝字数电票号码：26412000000999999999 红字发票信息确认单编号：1`,
      'total',
    ],
    ['amounts without tax', DIGITAL.replace(/价税合计.*/u, '合  计  ¥47169.81  ¥2830.19'), 'total'],
    ['amounts of a remark', DIGITAL.replace('开票人', '备注：合同总金额¥88,888.00 开票人'), '88888'],
    [
      'two names without a side',
      DIGITAL.replace(/^(?:购|方)?(.*)  销  名称/mu, '$1  名称').replace(/买  售/u, ''),
      'seller',
    ],
    ['a building project', `${DIGITAL}\n建筑项目名称：郑州高新区产业园有限公司`, '产业园'],
    ['another day', DIGITAL.replace('开票日期', '打印日期'), 'issuedOn'],
  ])('%s', (_, text, untold) => {
    expect(told(text).join(' ')).not.toContain(untold);
    expect(told(text)).toHaveLength(1);
  });
});

test.each([
  '技术服务合同\n合同编号：HT-2026-001\n乙方应向甲方开具增值税专用发票，合同总金额（价税合计）：50,000.00元。',
  '甲方收到发票后付款，发票号码由乙方另行告知，本合同一式两份。',
])('a contract that speaks of invoices has none: %s', (text) => {
  expect(readingOf([{ text }])).not.toHaveProperty('invoices');
});
