import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { OrderPdf } from './order-pdf.ts';
import type { Block, Column, Fact } from './block.ts';
import { replaceMissing } from '../settable-text.ts';

const INK = '#1b2430';
const FAINT = '#5b6672';
const RULE = '#d5dbe1';
const SHADE = '#f3f5f7';
const ACCENT = '#0b5cab';

/** A4 in points, and the margins: what is between is 499 wide. */
const MARGINS: [number, number, number, number] = [48, 48, 48, 48];
const QR_POINTS = 74;

/** Lays an order PDF out on A4: the masthead with its QR code once, then the blocks, on each page its number. */
export function layOutOrderPdf(content: OrderPdf, printedAt: Date): TDocumentDefinitions {
  const { texts, missing } = replaceMissing(content);
  return {
    info: { title: `${texts.title} ${texts.number}`, creator: 'Quanliu', producer: 'Quanliu', creationDate: printedAt },
    version: '1.7',
    displayTitle: true,
    pageSize: 'A4',
    pageMargins: MARGINS,
    language: texts.lang === 'zh' ? 'zh-CN' : 'en',
    defaultStyle: { font: 'Noto', fontSize: 9, lineHeight: 1.15, color: INK },
    header: (current) => (current === 1 ? null : runningHead(texts)),
    footer: (current, count) => pageNumber(texts, current, count),
    content: [masthead(texts), ...texts.blocks.map(blockOf), closing(texts, missing)],
  };
}

const runningHead = ({ title, number }: OrderPdf): Content => ({
  columns: [title, { text: number, alignment: 'right' }],
  margin: [48, 24, 48, 0],
  fontSize: 8,
  color: FAINT,
});

const pageNumber = ({ page: [before, between, after] }: OrderPdf, current: number, count: number): Content => ({
  text: `${before} ${current} ${between} ${count} ${after}`.trim(),
  alignment: 'center',
  margin: [48, 16, 48, 0],
  fontSize: 8,
  color: FAINT,
});

const masthead = ({ masthead: line, title, number, state, link, scan }: OrderPdf): Content => ({
  columns: [
    {
      width: '*',
      stack: [
        { text: line, color: ACCENT, fontSize: 9 },
        { text: title, bold: true, fontSize: 22, margin: [0, 2, 0, 4] },
        { text: number, bold: true, fontSize: 12 },
        { text: state, color: ACCENT, bold: true, fontSize: 10, margin: [0, 3, 0, 0] },
      ],
    },
    {
      width: 90,
      stack: [
        { qr: link, fit: QR_POINTS, eccLevel: 'M', alignment: 'right' },
        { text: scan, fontSize: 7, color: FAINT, alignment: 'right', margin: [0, 3, 0, 0], link },
      ],
    },
  ],
  margin: [0, 0, 0, 2],
});

const blockOf = (block: Block): Content => ({
  stack: [
    { text: block.title, bold: true, fontSize: 11, color: ACCENT, margin: [0, 8, 0, 3] },
    'facts' in block ? factsOf(block.facts) : tableOf(block.columns, block.rows),
    ...('note' in block && block.note !== undefined
      ? [{ text: block.note, ...breaking(block.note), color: FAINT, margin: [0, 4, 0, 0] }]
      : []),
  ] as Content[],
  // A short block stays whole; a long one may break, its title never alone.
  unbreakable: 'facts' in block ? block.facts.length <= 10 : block.rows.length <= 10,
});

const rules = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => RULE,
  paddingLeft: () => 6,
  paddingRight: () => 6,
  paddingTop: () => 2,
  paddingBottom: () => 2,
};

/** A run without a place to break would leave the paper: it breaks anywhere. */
const breaking = (text: string) => (/[!-~\u00A1-\u2FFF]{20,}/.test(text) ? { wordBreak: 'break-all' as const } : {});

/** Labelled values, two in a row; a wide one has its row. */
function factsOf(facts: readonly Fact[]): Content {
  const rows: TableCell[][] = [];
  let half: TableCell[] | undefined;
  const closeHalf = (): void => {
    if (half) rows.push([...half, { text: '', colSpan: 2 }, '']);
    half = undefined;
  };
  for (const { label, value, wide } of facts) {
    const cells: TableCell[] = [
      { text: label, color: FAINT, fillColor: SHADE },
      { text: value, ...breaking(value) },
    ];
    if (wide) {
      closeHalf();
      rows.push([...cells.slice(0, 1), { text: value, colSpan: 3, ...breaking(value) }, '', '']);
    } else if (half) {
      rows.push([...half, ...cells]);
      half = undefined;
    } else half = cells;
  }
  closeHalf();
  return { table: { widths: [96, '*', 96, '*'], body: rows, dontBreakRows: true }, layout: rules };
}

const tableOf = (columns: readonly Column[], rows: readonly (readonly string[])[]): Content => ({
  table: {
    headerRows: 1,
    keepWithHeaderRows: 1,
    dontBreakRows: true,
    widths: columns.map(({ width }) => width ?? '*'),
    body: [
      columns.map(({ label, right }) => ({
        text: label,
        color: FAINT,
        fillColor: SHADE,
        alignment: right ? 'right' : 'left',
      })),
      ...rows.map((row) =>
        row.map((text, index) => ({
          text,
          alignment: columns[index]?.right ? ('right' as const) : ('left' as const),
          ...breaking(text),
        })),
      ),
    ],
  },
  layout: rules,
});

const closing = ({ closing: lines, missing: before, link }: OrderPdf, missing: readonly string[]): Content => ({
  stack: [
    {
      canvas: [{ type: 'line', x1: 0, y1: 0, x2: 499, y2: 0, lineWidth: 0.5, lineColor: RULE }],
      margin: [0, 12, 0, 5],
    },
    ...(missing.length === 0 ? [] : [{ text: `${before}${missing.join(' ')}` }]),
    ...lines.map((text) => ({ text })),
    { text: link, link },
  ],
  fontSize: 8,
  color: FAINT,
  unbreakable: true,
});
