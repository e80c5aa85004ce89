import { expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import { readingOf } from '../../domain/reading/reading.ts';
import { day, yuan } from '../makers.ts';

const NUMBER = '26412000001234567890';
const OTHER_NUMBER = '26412000009999999999';
const [SELLER, BUYER] = ['郑州启元科技咨询有限公司', '河南云帆智能装备有限公司'];
const [OTHER_SELLER, OTHER_BUYER] = ['开封另家科技咨询有限公司', '开封别家机械有限公司'];
const ENTERED = {
  invoiceNumber: NUMBER,
  invoiceCode: '',
  issuedOn: day('2026-11-02'),
  invoiceTotal: yuan('50000'),
  seller: SELLER,
  buyer: BUYER,
};
const TOTAL = '价税合计（大写）  伍万圆整  （小写） ¥50000.00';

interface Form {
  readonly title?: string;
  readonly buyer?: string;
  readonly seller?: string;
  readonly items?: string;
  readonly sums?: string;
  readonly total?: string;
  readonly remarks?: string;
  readonly end?: string;
}

/** A digital invoice as its text stands on the page. */
const digital = ({
  title = '电子发票（普通发票）',
  buyer = BUYER,
  seller = SELLER,
  items = '*研发和技术服务*技术咨询  47169.81  6%  2830.19',
  sums = '合  计  ¥47169.81  ¥2830.19',
  total = TOTAL,
  remarks = '备\n注',
  end = '',
}: Form): string => `${title}  发票号码：${NUMBER}
开票日期：2026年11月02日
购  销
买 名称：${buyer}  售 名称：${seller}
方  方
信 统一社会信用代码/纳税人识别号：91410100MA4XXXXX1Y  信 统一社会信用代码/纳税人识别号：91410100MA4YYYYY2Z
息  息
项目名称  规格型号  单位  数量  单价  金额  税率/征收率  税额
${items}
${sums}
${total}
${remarks}
开票人：王敏${end}`;

/** What is told of it, where not all matches. */
function told(texts: readonly string[], entered: Partial<typeof ENTERED> = {}): Record<string, string> {
  const reading = readingOf(texts.map((text) => ({ text })));
  if (!reading) throw new Error('no text');
  const compared = comparisonOf({ ...ENTERED, ...entered }, reading);
  return Object.fromEntries(
    compared.flatMap(({ label, outcome }) => (outcome === 'matches' ? [] : [[label, outcome] as const])),
  );
}

const WORDS = '价税合计（大写）  伍万圆整  （小写）';

/** Each form, and what of it does not match. @source L165, D41, D42 */
test.each<[string, Form, Record<string, string>]>([
  ['as it is issued', {}, {}],
  ['with a total in two lines', { total: '价税合计（大写）\n伍万圆整\n（小写）\n¥50000.00' }, {}],
  ['with the sign of the form', { total: '价税合计（大写）  ⓧ伍万圆整  （小写） ¥50000.00' }, {}],
  [
    'whose words say another total',
    { total: `价税合计（大写）  肆万圆整  （小写） ¥50000.00` },
    { invoiceTotal: 'differs' },
  ],
  ['of another total', { total: '价税合计（大写）  肆万圆整  （小写） ¥40000.00' }, { invoiceTotal: 'differs' }],
  // Nothing is to be paid.
  ['with a minus', { total: `${WORDS} ¥-50000.00` }, { invoiceTotal: 'notFound' }],
  ['with a minus before its sign', { total: `${WORDS} -¥50000.00` }, { invoiceTotal: 'notFound' }],
  ['with a long dash', { total: `${WORDS} ¥—50000.00` }, { invoiceTotal: 'notFound' }],
  ['with a minus behind', { total: `${WORDS} ¥50000.00-` }, { invoiceTotal: 'notFound' }],
  ['with a triangle', { total: `${WORDS} ▲50000.00` }, { invoiceTotal: 'notFound' }],
  ['with a total in brackets', { total: `${WORDS} （¥50000.00）` }, { invoiceTotal: 'notFound' }],
  ['with a sum below zero', { sums: '合  计  ¥-47169.81  ¥-2830.19' }, { invoiceTotal: 'notFound' }],
  ['called 红 字', { title: '电子发票（普通发票）（红 字）' }, { invoiceTotal: 'notFound' }],
  [
    'that takes another back',
    { remarks: `备 被红冲蓝字数电发票号码：${OTHER_NUMBER}\n注` },
    { invoiceTotal: 'notFound' },
  ],
  ['stamped 作 废', { end: '\n作  废' }, { invoiceTotal: 'notFound' }],
  ['stamped down the page', { end: '\n作\n废' }, { invoiceTotal: 'notFound' }],
  ['stamped VOID', { end: '\nVOID' }, { invoiceTotal: 'notFound' }],
  ['that is a sample', { end: '\n样  张  仅供预览' }, { invoiceTotal: 'notFound' }],
  ['whose remarks speak of red ones', { remarks: '备 如需退票请提供红字发票信息确认单\n注' }, {}],
  ['whose remarks speak of a void one', { remarks: '备 此前开具的发票已作废，重新开具\n注' }, {}],
  ['in dollars', { total: `${WORDS} USD50000.00` }, { invoiceTotal: 'notFound' }],
  ['in yuan, said in its head', { title: '电子发票（普通发票）  币种：人民币' }, {}],
  [
    'whose remarks name two sellers in a line',
    { remarks: `收款方名称：${SELLER}  销售方名称：${OTHER_SELLER}` },
    { seller: 'several' },
  ],
  ['in another currency', { title: '电子发票（普通发票）  币种：美元' }, { invoiceTotal: 'notFound' }],
  ['whose words are none', { total: '价税合计（大写）  伍伍万圆整  （小写） ¥50000.00' }, { invoiceTotal: 'notFound' }],
  // Remarks are no part of the total.
  ['with the contract in its remarks', { remarks: '合同总金额：100,000.00元，本次开票50%\n备\n注' }, {}],
  ['with the voucher in its remarks', { remarks: '创新券抵扣30000.00元，企业自付20000.00元\n备\n注' }, {}],
  ['with the tax in its remarks', { remarks: '其中税额：¥2830.19\n备\n注' }, {}],
  ['with numbers and days in its remarks', { remarks: '合同编号：HT-2026-018，2026-01-01至2026-12-31\n备\n注' }, {}],
  ['with the total of three', { remarks: '本合同共开三张发票，价税合计150,000.00元' }, { invoiceTotal: 'several' }],
  ['with another day', { remarks: '备 原开票日期：2026年10月30日\n注' }, {}],
  // Who and which.
  ['of another buyer', { buyer: OTHER_BUYER }, { buyer: 'differs' }],
  [
    'of another buyer, ours in the remarks',
    { buyer: OTHER_BUYER, remarks: `购买方名称：${BUYER}` },
    { buyer: 'several' },
  ],
  ['of another buyer, ours as payer', { buyer: OTHER_BUYER, remarks: `付款方名称：${BUYER}` }, { buyer: 'several' }],
  [
    'of another seller, ours as payee',
    { seller: OTHER_SELLER, remarks: `收款方名称：${SELLER}` },
    { seller: 'several' },
  ],
  ['issued by an office', { seller: '国家税务总局郑州市税务局（代开机关）' }, { seller: 'notFound' }],
  ['of another number in its remarks', { remarks: `备 发票号码：${OTHER_NUMBER}\n注` }, { invoiceNumber: 'several' }],
])('an invoice %s', (_, form, right) => {
  expect(told([digital(form)])).toEqual(right);
});

test('a buyer whose name ends as no body does is not given the signs of the label beside it', () => {
  const buyer = '创新协同中心测试';
  expect(told([digital({ buyer })], { buyer })).toEqual({});
  expect(
    told(
      [
        `电子发票（普通发票）  发票号码：${NUMBER}\n开票日期：2026年11月02日\n购\n买 名称：河南云帆工作室\n方\n${TOTAL}`,
      ],
      { buyer: '河南云帆工作室' },
    ),
  ).toEqual({ seller: 'notFound' });
});

test('lines without a title on another page are no invoice of their own', () => {
  const first = digital({ buyer: OTHER_BUYER, total: '价税合计（大写）  伍仟圆整  （小写） ¥5000.00' }).replace(
    NUMBER,
    OTHER_NUMBER,
  );
  const small = `发票号码：${NUMBER}  开票日期：2026年11月02日\n购买方名称：${BUYER}  销售方名称：${SELLER}\n${TOTAL}`;
  expect(told([first, small])).toEqual({ invoiceNumber: 'several', invoiceTotal: 'several', buyer: 'several' });
});

test('two invoices on paper of one number are told apart by their codes', () => {
  const paper = (code: string, total: string): string => `发票代码：${code}
河南增值税电子普通发票  发票号码：83626585
开票日期：2026年11月02日
购买方名称：${BUYER}
价税合计（大写）  ${total}
销售方名称：${SELLER}`;
  const both = [
    paper('041002618398', '壹万圆整  （小写）¥10000.00'),
    paper('041002618397', '伍万圆整  （小写）¥50000.00'),
  ];
  expect(told(both, { invoiceNumber: '83626585', invoiceCode: '041002618397' })).toEqual({});
});
