import { celled } from './signs.ts';

/** A line of an invoice, with tabs between its cells, and its page from 1. */
export interface Line {
  readonly text: string;
  readonly page: number;
}

/** What an invoice calls its values; forms set their letters apart. */
const LABELS = [
  '发票号码',
  '发票代码',
  '开票日期',
  '价税合计',
  '购买方',
  '购方',
  '购货单位',
  '付款方',
  '受票方',
  '销售方',
  '销方',
  '销货单位',
  '收款方',
  '名称',
  '纳税人识别号',
  '统一社会信用代码',
  '大写',
  '小写',
];
const SPACED: readonly (readonly [RegExp, string])[] = LABELS.map((label) => [
  new RegExp(label.split('').join('[ \\t]*'), 'gu'),
  label,
]);

/** The lines of a page, with labels in one piece, and a value that stands below its label behind it. */
export function invoiceLinesOf(page: string, number: number): Line[] {
  const lines = SPACED.reduce((text, [spaced, label]) => text.replaceAll(spaced, label), celled(page)).split('\n');
  return lines.flatMap((line, index) => {
    if (pairsOf(lines[index - 1], line) !== undefined) return [];
    return [{ text: pairsOf(line, lines[index + 1]) ?? line, page: number }];
  });
}

const LABEL = new RegExp(`^(?:${['\\p{Script=Han}{0,4}名称', ...LABELS].join('|')})(?:\\((?:大写|小写)\\))*:?$`, 'u');

/** A row of labels with the row of their values below, each behind its own; undefined when it is none. */
function pairsOf(line = '', below = ''): string | undefined {
  const [labels, values] = [line.split('\t'), below.split('\t')];
  if (labels.length !== values.length || !labels.every((cell) => LABEL.test(cell))) return undefined;
  if (values.some((cell) => cell === '' || cell.includes(':') || LABEL.test(cell))) return undefined;
  return labels.map((label, index) => `${label.replace(/:$/, '')}:${values[index] ?? ''}`).join('\t');
}
