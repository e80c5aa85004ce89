import { formatYuan, groupedYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import { setPdf } from '../pdfs.ts';
import type { InvoiceSaid } from './invoice.ts';
import { setPlaced } from './raw-pdf.ts';
import type { Placed, Setting } from './raw-pdf.ts';

/** A way to set an invoice, and whether it is one whose number has 20 digits. */
export interface InvoiceLayout {
  readonly isDigital: boolean;
  readonly set: (said: InvoiceSaid) => Promise<Buffer>;
}

const GB: Setting = { encoding: 'GBK-EUC-H' };
const UCS: Setting = { encoding: 'UniGB-UCS2-H' };

const raw = (isDigital: boolean, placed: (said: InvoiceSaid) => Placed[], setting: Setting): InvoiceLayout => ({
  isDigital,
  set: (said) => Promise.resolve(setPlaced([placed(said)], setting)),
});
const embedded = (isDigital: boolean, placed: (said: InvoiceSaid) => Placed[], spacing = 0): InvoiceLayout => ({
  isDigital,
  set: (said) => setPages([placed(said)], spacing),
});

/** Texts at their places, in an embedded typeface. */
export const setPages = (pages: readonly (readonly Placed[])[], spacing = 0): Promise<Buffer> =>
  setPdf(
    pages.flatMap((page, at) => [
      { text: ' ', fontSize: 1, ...(at > 0 && { pageBreak: 'before' as const }) },
      ...page.map(({ text, x, y, size = 11 }) => ({
        text,
        fontSize: size,
        noWrap: true,
        characterSpacing: spacing,
        absolutePosition: { x, y: 842 - y - size },
      })),
    ]),
    { pageMargins: [10, 10, 10, 10] },
  );

/** The ways in which the invoices of the corpus are set. */
export const INVOICE_LAYOUTS: Readonly<Record<string, InvoiceLayout>> = {
  digital: embedded(true, (said) => digital(said)),
  digitalSpecial: embedded(true, (said) => digital(said, { title: '电子发票（增值税专用发票）' })),
  digitalApart: raw(true, (said) => digital(said), { ...UCS, spacing: 0.8 }),
  digitalTurned: raw(true, (said) => digital(said, { edges: 'turned' }), UCS),
  digitalHeaded: raw(true, (said) => digital(said, { edges: 'heads' }), GB),
  electronic: embedded(false, (said) => electronic(said)),
  electronicGbk: raw(false, (said) => electronic(said), GB),
  paper: raw(false, (said) => paper(said), GB),
  cells: { isDigital: false, set: (said) => setPdf([{ table: { widths: [120, '*'], body: pairs(said) } }]) },
  lines: { isDigital: true, set: (said) => setPdf(pairs(said).map(([label, value]) => `${label}：${value}`)) },
  below: { isDigital: false, set: (said) => setPdf(rowsBelow(said)) },
  spaced: embedded(true, (said) => digital(said), 2),
};

/** Those of which scans are made: their typeface is in the file. */
export const SCANNED_INVOICES: Readonly<Record<string, InvoiceLayout>> = {
  ...Object.fromEntries(
    ['digital', 'digitalSpecial', 'electronic', 'cells', 'lines', 'below'].flatMap((name) => {
      const layout = INVOICE_LAYOUTS[name];
      return layout ? [[name, layout] as const] : [];
    }),
  ),
  paper: embedded(false, (said) => paper(said)),
};

const inFigures = (day: string): string => `${day.slice(0, 4)}年${day.slice(5, 7)}月${day.slice(8)}日`;
const share = (total: Fen): [Fen, Fen] => {
  const net = Math.round((total * 100) / 106) as Fen;
  return [net, (total - net) as Fen];
};
/** A label that runs down the edge, sign by sign. */
const down = (text: string, x: number, top: number, step = 13): Placed[] =>
  Array.from(text, (sign, index) => ({ text: sign, x, y: top - index * step, size: 9 }));

interface DigitalForm {
  readonly title?: string;
  readonly edges?: 'down' | 'turned' | 'heads';
  /** Points from the top of the page. */
  readonly from?: number;
}

/** 数电票: both parties beside each other, the buyer left. */
export function digital(
  said: InvoiceSaid,
  { title = '电子发票（普通发票）', edges = 'down', from = 0 }: DigitalForm = {},
) {
  const top = 800 - from;
  const [net, tax] = share(said.total);
  const party = (x: number, name: string, creditCode: string): Placed[] => [
    { text: `名称：${name}`, x, y: top - 70, size: 9 },
    { text: `统一社会信用代码/纳税人识别号：${creditCode}`, x, y: top - 100, size: 8 },
  ];
  const edge = {
    down: [...down('购买方信息', 18, top - 60), ...down('销售方信息', 302, top - 60)],
    turned: [
      { text: '购买方信息', x: 18, y: top - 60, size: 9, turned: true },
      { text: '销售方信息', x: 302, y: top - 60, size: 9, turned: true },
    ],
    heads: [
      { text: '购买方信息', x: 36, y: top - 52, size: 9 },
      { text: '销售方信息', x: 320, y: top - 52, size: 9 },
    ],
  }[edges];
  return [
    { text: title, x: 200, y: top, size: 16 },
    { text: `发票号码：${said.number}`, x: 410, y: top + 4, size: 9 },
    { text: `开票日期：${inFigures(said.issuedOn)}`, x: 410, y: top - 16, size: 9 },
    ...edge,
    ...party(36, said.buyer, '91410100MA4XXXXX1Y'),
    ...party(320, said.seller, '91410100MA4YYYYY2Z'),
    ...['项目名称', '规格型号', '单 位', '数 量', '单 价', '金 额', '税率/征收率', '税 额'].map((text, index) => ({
      text,
      x: 20 + index * 70,
      y: top - 135,
      size: 8,
    })),
    { text: '*研发和技术服务*技术咨询', x: 20, y: top - 150, size: 8 },
    { text: formatYuan(net), x: 370, y: top - 150, size: 8 },
    { text: '6%', x: 450, y: top - 150, size: 8 },
    { text: formatYuan(tax), x: 510, y: top - 150, size: 8 },
    { text: '合', x: 60, y: top - 200, size: 9 },
    { text: '计', x: 100, y: top - 200, size: 9 },
    { text: `¥${formatYuan(net)}`, x: 370, y: top - 200, size: 9 },
    { text: `¥${formatYuan(tax)}`, x: 510, y: top - 200, size: 9 },
    { text: '价税合计（大写）', x: 40, y: top - 220, size: 9 },
    { text: said.words, x: 160, y: top - 220, size: 9 },
    { text: '（小写）', x: 400, y: top - 220, size: 9 },
    { text: `¥${formatYuan(said.total)}`, x: 450, y: top - 220, size: 9 },
    ...down('备注', 18, top - 245),
    { text: '合同总金额：88,888.00元，销方开户银行：工商银行', x: 40, y: top - 245, size: 8 },
    { text: '开票人：王敏', x: 60, y: top - 300, size: 9 },
  ];
}

/** 增值税电子普通发票: the buyer above, the seller below, a cipher beside the buyer. */
function electronic(said: InvoiceSaid): Placed[] {
  const [net, tax] = share(said.total);
  const head = [
    `发票代码：${said.code}`,
    `发票号码：${said.number}`,
    `开票日期：${spacedDay(said.issuedOn)}`,
    '校验码：12345 67890 12345 67890',
  ];
  return [
    { text: '机器编号：661619920831', x: 20, y: 760, size: 9 },
    { text: '河南增值税电子普通发票', x: 200, y: 800, size: 16 },
    ...head.map((text, index) => ({ text, x: 410, y: 808 - index * 14, size: 9 })),
    ...down('购买方', 18, 735, 18),
    ...form(said.buyer, 735),
    ...down('密码区', 352, 735, 18),
    ...['03-6*<1>2/9+8>>47/5<6', '+>/58<<*012-9>4/1*3+6', '67>9<+/4*21-0>8<57/*2', '0*5-3>1/8<+9>6*27/4<1'].map(
      (text, index) => ({
        text,
        x: 368,
        y: 735 - index * 14,
        size: 9,
      }),
    ),
    { text: '货物或应税劳务、服务名称', x: 20, y: 665, size: 9 },
    { text: '金 额', x: 380, y: 665, size: 9 },
    { text: '*咨询服务*高企认定', x: 20, y: 650, size: 9 },
    { text: formatYuan(net), x: 380, y: 650, size: 9 },
    { text: '合 计', x: 60, y: 610, size: 9 },
    { text: `¥${formatYuan(net)}`, x: 380, y: 610, size: 9 },
    { text: `¥${formatYuan(tax)}`, x: 510, y: 610, size: 9 },
    { text: '价税合计（大写）', x: 40, y: 590, size: 9 },
    { text: `ⓧ${said.words}`.replace('ⓧ', ''), x: 160, y: 590, size: 9 },
    { text: `（小写）¥${formatYuan(said.total)}`, x: 400, y: 590, size: 9 },
    ...down('销售方', 18, 565, 18),
    ...form(said.seller, 565),
    ...down('备注', 352, 565, 18),
    { text: '收款人：李四', x: 40, y: 480, size: 9 },
    { text: '复核：张三', x: 180, y: 480, size: 9 },
    { text: '开票人：王五', x: 320, y: 480, size: 9 },
    { text: '销售方：（章）', x: 450, y: 480, size: 9 },
  ];
}

/** 增值税专用发票 on paper: its code and number stand in the head without labels, and again beside them. */
const paper = (said: InvoiceSaid): Placed[] => [
  { text: said.code, x: 40, y: 800, size: 14 },
  { text: `No ${said.number}`, x: 420, y: 800, size: 14 },
  { text: said.code, x: 520, y: 785, size: 8 },
  { text: said.number, x: 520, y: 775, size: 8 },
  { text: `开票日期：${inFigures(said.issuedOn)}`, x: 420, y: 760, size: 9 },
  ...electronic(said).filter(({ y, x }) => y < 740 && x < 352),
  ...electronic(said).filter(({ text }) => text.startsWith('（小写）')),
  { text: '河南增值税专用发票', x: 200, y: 801, size: 16 },
  { text: '第三联：发票联 购买方记账凭证', x: 540, y: 600, size: 7, turned: true },
];

const form = (name: string, top: number): Placed[] => [
  { text: '名　　　　称：', x: 36, y: top, size: 9 },
  { text: name, x: 104, y: top, size: 9 },
  { text: '纳税人识别号：91410100MA4XXXXX1Y', x: 36, y: top - 14, size: 9 },
  { text: '地址、电话：郑州市高新区科学大道1号 0371-67981234', x: 36, y: top - 28, size: 9 },
  { text: '开户行及账号：工商银行郑州分行 1702020000001234567', x: 36, y: top - 42, size: 9 },
];

const spacedDay = (day: string): string => `${day.slice(0, 4)} 年 ${day.slice(5, 7)} 月 ${day.slice(8)} 日`;

/** Every value behind its own label. */
const pairs = (said: InvoiceSaid): [string, string][] => [
  ['电子发票（普通发票）', ''],
  ...(said.code === '' ? [] : [['发票代码', said.code] as [string, string]]),
  ['发票号码', said.number],
  ['开票日期', said.issuedOn],
  ['购买方名称', said.buyer],
  ['购买方纳税人识别号', '91410100MA4XXXXX1Y'],
  ['销售方名称', said.seller],
  ['销售方纳税人识别号', '91410100MA4YYYYY2Z'],
  ['价税合计（大写）', said.words],
  ['价税合计（小写）', `¥${groupedYuan(said.total)}`],
];

/** Every value below its label. */
const rowsBelow = (said: InvoiceSaid) => [
  '河南增值税电子普通发票',
  {
    table: {
      widths: [150, 150, 150],
      body: [
        ['发票代码', '发票号码', '开票日期'],
        [said.code, said.number, inFigures(said.issuedOn)],
      ],
    },
  },
  {
    table: {
      widths: [230, 230],
      body: [
        ['购买方名称', '销售方名称'],
        [said.buyer, said.seller],
        ['价税合计（大写）', '价税合计（小写）'],
        [said.words, `¥${groupedYuan(said.total)}`],
      ],
    },
  },
];
