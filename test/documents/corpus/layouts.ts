import { setPdf } from '../pdfs.ts';
import { setLines } from './raw-pdf.ts';

/** The ways in which the contracts of the corpus are set. */
export const LAYOUTS: Readonly<Record<string, (lines: readonly string[]) => Buffer | Promise<Buffer>>> = {
  embedded: (lines) => setPdf([...lines]),
  large: (lines) => setPdf([...lines], { defaultStyle: { font: 'Noto', fontSize: 16, lineHeight: 1.5 } }),
  narrow: (lines) => setPdf([...lines], { pageMargins: [150, 60, 150, 60] }),
  spaced: (lines) => setPdf(lines.map((text) => ({ text, characterSpacing: 2.5 }))),
  cells: (lines) => setPdf([{ table: { widths: ['*'], body: lines.map((line) => [line]) } }]),
  boxed: (lines) => setPdf([{ table: { widths: [150, '*'], body: lines.map((line) => halvesOf(line)) } }]),
  gbk: (lines) => setLines(lines.flatMap(broken), { encoding: 'GBK-EUC-H' }),
  ucs2: (lines) => setLines(lines.flatMap(broken), { encoding: 'UniGB-UCS2-H' }),
  bytes: (lines) => setLines(lines.flatMap(broken), { encoding: 'bytes' }),
  twice: (lines) => setLines(lines.flatMap(broken), { encoding: 'UniGB-UCS2-H', twice: true }),
  apart: (lines) => setLines(lines.flatMap(broken), { encoding: 'GBK-EUC-H', spacing: 1.5 }),
};

/** A label and what stands behind its colon, in cells beside each other. */
function halvesOf(line: string): string[] {
  const [, label = line, value = ''] = /^([^：]{2,16}：)(.*)$/u.exec(line) ?? [];
  return [label, value];
}

const WIDTHS_A_LINE = 34;

/** A line as a program sets it that breaks wherever the line is full, within numbers too. Figures are half as wide as characters. */
function broken(line: string): string[] {
  const lines = [''];
  let width = 0;
  for (const sign of line) {
    width += sign.charCodeAt(0) < 0x80 ? 0.5 : 1;
    if (width > WIDTHS_A_LINE) {
      lines.push('');
      width = sign.charCodeAt(0) < 0x80 ? 0.5 : 1;
    }
    lines[lines.length - 1] += sign;
  }
  return lines;
}
