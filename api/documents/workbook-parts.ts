/** What a workbook of one sheet is made of, as ECMA-376 has it, but for the rows. */

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const SHEET_PATH = 'xl/worksheets/sheet1.xml';

/** The places of the styles in `STYLE_SHEET`. Text has the format @, so that it stays text, also once somebody has edited the cell. */
export const STYLES = {
  headLeft: 1,
  headRight: 2,
  text: 3,
  money: 4,
  count: 5,
  time: 6,
  day: 7,
  boldText: 8,
  boldMoney: 9,
} as const;
export type Style = keyof typeof STYLES;

const FORMATS = { text: '@', money: '#,##0.00', count: '0', time: 'yyyy-mm-dd hh:mm:ss', day: 'yyyy-mm-dd' } as const;
/** Formats of a workbook's own are numbered from here. */
const FIRST_FORMAT = 164;

const font = (isBold: boolean): string =>
  `<font>${isBold ? '<b/>' : ''}<color theme="1"/><family val="2"/><scheme val="minor"/></font>`;

interface Look {
  readonly isBold?: boolean;
  /** Of a heading: shaded, and over what stands below it. */
  readonly align?: 'left' | 'right';
}

function style(format: keyof typeof FORMATS, { isBold = false, align }: Look = {}): string {
  const id = FIRST_FORMAT + Object.keys(FORMATS).indexOf(format);
  const look = `numFmtId="${id}" fontId="${isBold ? 1 : 0}" fillId="${align ? 2 : 0}" borderId="0" xfId="0" applyNumberFormat="1"`;
  if (!align) return `<xf ${look} applyFont="1"/>`;
  return `<xf ${look} applyFont="1" applyFill="1" applyAlignment="1"><alignment horizontal="${align}"/></xf>`;
}

/** In the order of their numbers. */
const STYLE_XML: Readonly<Record<Style, string>> = {
  headLeft: style('text', { isBold: true, align: 'left' }),
  headRight: style('text', { isBold: true, align: 'right' }),
  text: style('text'),
  money: style('money'),
  count: style('count'),
  time: style('time'),
  day: style('day'),
  boldText: style('text', { isBold: true }),
  boldMoney: style('money', { isBold: true }),
};

const NONE = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"';

const STYLE_SHEET = [
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${Object.keys(FORMATS).length}">`,
  ...Object.values(FORMATS).map((code, index) => `<numFmt numFmtId="${FIRST_FORMAT + index}" formatCode="${code}"/>`),
  `</numFmts><fonts count="2">${font(false)}${font(true)}</fonts>`,
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFF3F5F7"/><bgColor indexed="64"/></patternFill></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  `<cellStyleXfs count="1">${NONE}/></cellStyleXfs>`,
  `<cellXfs count="${Object.keys(STYLE_XML).length + 1}">${NONE} xfId="0"/>${Object.values(STYLE_XML).join('')}</cellXfs>`,
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');

const CONTENT_TYPES = [
  `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>`,
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>`,
  `<Override PartName="/${SHEET_PATH}" ContentType="${SHEET_TYPE}.worksheet+xml"/>`,
  `<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`,
].join('');

/** The parts named, as relations of the part that has them. */
const relations = (targets: Readonly<Record<string, string>>): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${Object.entries(targets)
    .map(
      ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATION}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

/** Excel's names of sheets have at most 31 signs, and none of these. */
const SHEET_NAME_LENGTH = 31;
const NOT_IN_SHEET_NAMES = /[[\]/\\:*?]/g;

const sheetName = (name: string): string =>
  name
    .replaceAll(NOT_IN_SHEET_NAMES, '-')
    .slice(0, SHEET_NAME_LENGTH)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');

/** Every part of a workbook but its sheet, by path. */
export const partsBesideSheet = (name: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': CONTENT_TYPES,
  '_rels/.rels': relations({ officeDocument: 'xl/workbook.xml' }),
  'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets><sheet name="${sheetName(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relations({ worksheet: 'worksheets/sheet1.xml', styles: 'styles.xml' }),
  'xl/styles.xml': STYLE_SHEET,
});

/** A sheet as far as its rows: the first stays in sight, and columns are as wide as asked, in characters. */
export const sheetStart = (widths: readonly number[]): string =>
  [
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0">`,
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>',
    ...widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`),
    '</cols><sheetData>',
  ].join('');

/** A sheet from its rows on, with arrows at the headings over `filtered`. */
export const sheetEnd = (filtered: string): string => `</sheetData><autoFilter ref="${filtered}"/></worksheet>`;

/** A, B, …, Z, AA, …: the name of a column, from 0. */
export const columnName = (column: number): string =>
  (column < 26 ? '' : columnName(Math.floor(column / 26) - 1)) + String.fromCodePoint(65 + (column % 26));
