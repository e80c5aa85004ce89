import Nzh from 'nzh';
import { formatYuan, grouped, groupedYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { Outcome } from '../../../domain/reading/comparison.ts';
import type { EnteredContract } from '../../../domain/reading/entered.ts';
import type { ContractLabel } from '../../../domain/reading/found.ts';
import type { Day } from '../../../domain/day.ts';
import type { Dice } from './dice.ts';

/** A contract as its lines, what was entered beside it, and what is right of each entered value. */
export interface Contract {
  readonly lines: readonly string[];
  readonly entered: EnteredContract;
  readonly right: Readonly<Record<ContractLabel, Outcome>>;
}

/** What a contract says otherwise than was entered, if anything. */
export const FAULTS = ['none', 'total', 'words', 'voucher', 'day', 'number', 'partyA', 'partyB'] as const;
type Fault = (typeof FAULTS)[number];

/** Companies that sell and buy. */
export const COMPANIES = [
  '河南云帆智能装备有限公司',
  '郑州启元科技咨询有限公司',
  '洛阳中创（集团）股份有限公司',
  '新乡市华检检测技术服务中心',
  '开封古城文化科技发展有限责任公司',
  '河南省生产力促进中心',
  '郑州大学产业技术研究院有限公司',
  '许昌智造机器人系统集成有限公司',
  '河南示范农业科技有限公司',
  '焦作市新材料工程研究所',
];

/** A contract thrown by these dice, with this fault. */
export function throwContract(dice: Dice, fault: Fault): Contract {
  const [partyA, partyB, other] = dice.shuffle(COMPANIES) as [string, string, string];
  const total = (dice.whole(20, 9_000) * 10_000 + dice.pick([0, 0, 0, 50, 5])) as Fen;
  const voucher = (Math.floor((total * dice.pick([30, 50, 60])) / 1_000_000) * 10_000) as Fen;
  const selfPaid = (total - voucher) as Fen;
  const signedOn = `2026-${two(dice.whole(1, 12))}-${two(dice.whole(1, 28))}` as Day;
  const contractNumber = dice.pick([
    `HT-2026-${two(dice.whole(10, 99))}1`,
    `KJ2026${dice.whole(1000, 9999)}`,
    `豫科合字〔2026〕${dice.whole(10, 99)}号`,
  ]);
  const said = {
    partyA: fault === 'partyA' ? other : partyA,
    partyB: fault === 'partyB' ? other : partyB,
    total: (fault === 'total' ? total - 100_000 : total) as Fen,
    voucher: (fault === 'voucher' ? voucher + 100_000 : voucher) as Fen,
    selfPaid,
    signedOn: fault === 'day' ? ('2025-03-09' as Day) : signedOn,
    number:
      fault === 'number'
        ? `${contractNumber.replace(/号$/, '')}9${contractNumber.endsWith('号') ? '号' : ''}`
        : contractNumber,
  };
  const spoken = fault === 'words' ? ((total - 50_000) as Fen) : said.total;
  const differing: Partial<Record<Fault, ContractLabel>> = {
    total: 'orderAmount',
    words: 'orderAmount',
    voucher: 'voucherAmount',
    day: 'signedOn',
    number: 'contractNumber',
    partyA: 'partyA',
    partyB: 'partyB',
  };
  const lines = [
    dice.pick(['技术服务合同', '技 术 服 务 合 同', '科技咨询服务协议']),
    ...dice.pick(NUMBERS)(said.number),
    ...dice.pick(PARTIES)(said.partyA, said.partyB),
    ...(dice.chance(0.3) ? ['根据双方签订日期为2025年3月1日、合同编号为KJ-2025-009的框架协议，订立本合同。'] : []),
    '第一条 服务内容说明：乙方为甲方提供高新技术企业认定申报咨询，服务期180日。',
    ...(fault === 'words' ? dice.pick(WORDED) : dice.pick(TOTALS))(said.total, spoken),
    ...dice.pick(SHARES)(said.voucher, said.selfPaid),
    ...dice.pick(NOISE),
    '第三条 未能足额兑付部分的处理方案：由甲方以现金补足，逾期每日按未付款项的0.5‰计收。',
    '联系电话：0371-67981234，账号：6222 0217 0200 1234 567，邮编450000。',
    '甲方（盖章）：　　　　乙方（盖章）：',
    ...dice.pick(DAYS)(said.signedOn),
  ];
  const entered: EnteredContract = {
    contractNumber,
    partyA,
    partyB,
    signedOn,
    orderAmount: total,
    voucherAmount: voucher,
    selfPaid,
  };
  const right = Object.fromEntries(
    (['contractNumber', 'partyA', 'partyB', 'signedOn', 'orderAmount', 'voucherAmount', 'selfPaid'] as const).map(
      (label) => [label, differing[fault] === label ? 'differs' : 'matches'],
    ),
  ) as Record<ContractLabel, Outcome>;
  return { lines, entered, right };
}

const two = (count: number): string => String(count).padStart(2, '0');
const capitals = (amount: Fen): string => Nzh.cn.toMoney(formatYuan(amount), { outSymbol: false, forceZheng: true });
const plain = (amount: Fen): string => formatYuan(amount).replace(/\.00$/, '');
const myriads = (amount: Fen): string => String(amount / 1_000_000);
const net = (amount: Fen): Fen => Math.round((amount * 100) / 106) as Fen;

type Words<A extends readonly unknown[]> = readonly ((...said: A) => string[])[];

const NUMBERS: Words<[string]> = [
  (number) => [`合同编号：${number}`],
  (number) => [`合同号：${number}`],
  (number) => [`协议编号：${number}`],
  (number) => [`合同编号 No. ${number}`],
  (number) => ['合同编号：', number],
  (number) => [`合同编号：${number.replaceAll('-', ' - ')}`],
  (number) => [`（合同登记编号：${number}）`],
];

const PARTIES: Words<[string, string]> = [
  (a, b) => [`甲方：${a}`, `乙方：${b}`],
  (a, b) => [`甲方（委托方）：${a}`, `乙方（受托方）：${b}`],
  (a, b) => [`委托方（甲方）：${a}`, `受托方（乙方）：${b}`],
  (a, b) => [`甲方（受托方）：${b}`, `乙方（委托方）：${a}`],
  (a, b) => [`委托方：${a}`, `服务方：${b}`],
  (a, b) => [`甲 方：${a}`, '法定代表人：张三', `乙 方：${b}`, '法定代表人：李四'],
  (a, b) => [`委托人（以下简称甲方）：${a}`, `受托人（以下简称乙方）：${b}`],
];

const TOTALS: Words<[Fen, Fen]> = [
  (f, c) => [`第二条 本合同总金额为人民币${groupedYuan(f)}元（大写：${capitals(c)}）。`],
  (f) => [`第二条 合同总价款：¥${groupedYuan(f)}，180日内付清。`],
  (f) => [
    `第二条 合同金额（不含税）：${groupedYuan(net(f))}元，增值税额（6%）：${groupedYuan((f - net(f)) as Fen)}元，价税合计：${groupedYuan(f)}元。`,
  ],
  (f) => [`第二条 服务费用总额为${myriads(f)}万元。`],
  (f) => [`第二条 合同总金额（万元）：${myriads(f)}`],
  (f, c) => ['第二条 合同价款共计', `人民币（大写）${capitals(c)}，（小写）￥${plain(f)}元。`],
  (f) => [`第二条 订单金额：${plain(f)}元`],
  (f) => [`第二条 合同总金额：RMB${groupedYuan(f)}`],
  (f) => [`第二条 合同总金额：人民币＿＿${plain(f)}＿＿元`],
  (f) => [
    `第二条 2026年度合同金额：${plain((f - 500_000) as Fen)}元；2027年度合同金额：5000元；合同总金额：${plain(f)}元`,
  ],
  (_, c) => [`第二条 合同总金额（大写）：${capitals(c)}`],
  (f) => [`第二条 服务费包干，合同总价${grouped(formatYuan(f))}元，含差旅、资料、评审等一切费用。`],
];

/** Totals that say the amount in figures and in words. */
const WORDED: Words<[Fen, Fen]> = TOTALS.filter((_, index) => index === 0 || index === 5);

const SHARES: Words<[Fen, Fen]> = [
  (v, s) => [`其中创新券支付${groupedYuan(v)}元，企业自付${groupedYuan(s)}元。`],
  (v, s) => [`其中，${groupedYuan(v)}元由创新券支付，${groupedYuan(s)}元由企业自付。`],
  (v, s) => [`创新券抵扣金额：¥${plain(v)}；企业自筹资金：¥${plain(s)}。`],
  (v, s) => [`使用科技创新专业服务券支付人民币${plain(v)}元，自付部分为${plain(s)}元。`],
  (v, s) => [`专业服务券抵用额度${myriads(v)}万元，企业自付金额${myriads(s)}万元。`],
];

const NOISE: readonly string[][] = [
  [],
  ['合同签订后5日内支付首付款30%，验收后付清尾款。'],
  ['违约金为人民币3,000元，押金：2000元。'],
  ['境外检索费USD 500.00由乙方承担。'],
  ['单价：1,200元/项，共12项。'],
];

const DAYS: Words<[Day]> = [
  (day) => [`签订日期：${inFigures(day)}`],
  (day) => [`签订日期：${day}`],
  (day) => [`签订日期：${day.replaceAll('-', '.')}`],
  (day) => [`签约日期：${day.replaceAll('-', '/')}`],
  (day) => [`签订日期：${day.replaceAll('-', '')}`],
  (day) => [`签订时间：${inWords(day)}`],
  (day) => [`签订日期： ${inFigures(day).replaceAll(/(\d+)/g, ' $1 ')}`],
];

const partsOf = (day: Day): [string, number, number] => [
  day.slice(0, 4),
  Number(day.slice(5, 7)),
  Number(day.slice(8)),
];
function inFigures(day: Day): string {
  const [year, month, date] = partsOf(day);
  return `${year}年${month}月${date}日`;
}
function inWords(day: Day): string {
  const [year, month, date] = partsOf(day);
  const digits = Array.from(year, (digit) => '〇一二三四五六七八九'.charAt(Number(digit))).join('');
  return `${digits}年${Nzh.cn.encodeS(month, { tenMin: true })}月${Nzh.cn.encodeS(date, { tenMin: true })}日`;
}
