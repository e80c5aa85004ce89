import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buffer, text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import readWorkbook from 'read-excel-file/node';
import { payoutTable, settledTable } from '../../api/documents/payout-batch.ts';
import { addRow, csvLines, csvWriter, sumRow } from '../../api/documents/table.ts';
import type { Cell, Heading, Table } from '../../api/documents/table.ts';
import { workbookOf } from '../../api/documents/workbook.ts';
import { day, yuan } from '../makers.ts';
import { readCsv, sheetXml, textsIn } from './tables.ts';

const heading = (label: string, kind: Heading['kind'] = 'text'): Heading => ({ label, kind, width: 10 });

const buildWorkbook = (table: Table): Promise<Buffer> => buffer(workbookOf(table));

/** What a workbook needs besides headings and rows. */
const SHEET = { name: 'x', total: '合计' };

/** The texts of one column, read as a spreadsheet reads them. */
const backFromWorkbook = async (cells: string[]): Promise<string[]> =>
  textsIn(await buildWorkbook({ ...SHEET, headings: [heading('x')], rows: cells.map((cell) => [cell]) })).slice(0, -1);

const csv = async (headings: readonly Heading[], rows: readonly (readonly Cell[])[]): Promise<string> => {
  const writer = csvWriter();
  const [written] = await Promise.all([text(writer), pipeline(csvLines(headings, rows), writer)]);
  return written;
};

test('a batch for the bank has a line a transfer and the total, as a workbook and as CSV', async () => {
  const table = payoutTable(
    'B20261124-01',
    [
      {
        number: 'DD20261123-000001',
        institution: '郑州启元科技咨询有限公司',
        account: { name: '郑州启元科技咨询有限公司', number: '0410155880001234567', branch: '郑州高新支行' },
        amountFen: yuan('30000.00'),
        note: '兑付',
      },
      {
        number: 'DD20261123-000002',
        institution: '河南中测检验有限公司',
        account: null,
        amountFen: yuan('0.03'),
        note: '',
      },
    ],
    'zh',
  );
  expect(table).toMatchObject({ name: '拨付批次-B20261124-01', totalInCsv: true });
  const rows = [...(table.rows as readonly (readonly Cell[])[])];
  const sums = rows.reduce<number[]>((all, row) => addRow(table.headings, all, row), []);
  expect(await csv(table.headings, [...rows, sumRow(table.headings, sums, table.total)])).toBe(
    [
      '序号,订单号,收款单位,收款户名,收款账号,开户行,金额（元）,附言',
      "1,DD20261123-000001,郑州启元科技咨询有限公司,郑州启元科技咨询有限公司,'0410155880001234567,郑州高新支行,30000.00,兑付",
      '2,DD20261123-000002,河南中测检验有限公司,,,,0.03,',
      '合计,,,,,,30000.03,',
      '',
    ].join('\r\n'),
  );
  const payee = '郑州启元科技咨询有限公司';
  const [sheet] = await readWorkbook(await buildWorkbook({ ...table, rows }));
  expect(sheet?.sheet).toBe('拨付批次-B20261124-01');
  expect(sheet?.data.slice(1)).toEqual([
    [1, 'DD20261123-000001', payee, payee, '0410155880001234567', '郑州高新支行', 30000, '兑付'],
    [2, 'DD20261123-000002', '河南中测检验有限公司', null, null, null, 0.03, null],
    ['合计', null, null, null, null, null, 30000.03, null],
  ]);
});

test('a batch without anything that waits says what became of each line, and what has been paid', async () => {
  const line = {
    number: 'DD20261123-000001',
    institution: '河南中测检验有限公司',
    account: null,
    note: '兑付',
    reason: null,
  };
  const failed = { paidFen: null, paidOn: null, reference: null, reason: '账号与户名不符' };
  const table = settledTable(
    'B20261124-01',
    [
      {
        ...line,
        amountFen: yuan('10.00'),
        state: '已拨付',
        paidFen: yuan('10.00'),
        paidOn: day('2026-11-24'),
        reference: '0012',
      },
      { ...line, amountFen: yuan('20.00'), state: '失败', ...failed },
    ],
    'zh',
  );
  const rows = [...(table.rows as readonly (readonly Cell[])[])];
  const [sheet] = await readWorkbook(await buildWorkbook({ ...table, rows }));
  expect(sheet?.data.map((row) => row.slice(8))).toEqual([
    ['结果', '已拨付（元）', '拨付日期', '拨付凭证号', '原因'],
    ['已拨付', 10, new Date('2026-11-24T00:00:00Z'), '0012', null],
    ['失败', null, null, null, '账号与户名不符'],
    [null, 10, null, null, null],
  ]);
  expect(await csv(table.headings, rows)).toContain(",已拨付,10.00,2026-11-24,'0012,\r\n");
});

/** Texts as people type them, and among them those that programs stumble over. */
const texts = fc.array(
  fc.oneof(
    fc.constantFrom(...Array.from('=+-@＝＋－＠\t\r\n",;\'_x0041_ 中文0123456789E.%/:年月日Aa\u0085\u2028\u00a0')),
    fc.constantFrom('\r\n', '_x0041_', '_x000D_', '_x005F_', '_X00e9_', '0012', '1E5', '410105199001011234', '1-2'),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  ),
  { maxLength: 8 },
);

test('whatever a cell holds, its row has as many cells when it is read back, and the text is the same but for the mark', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(texts, texts), { minLength: 1, maxLength: 5 }), async (cells) => {
      const rows = cells.map((row) => row.map((parts) => parts.join('')));
      const read = readCsv(await csv([heading('x'), heading('y')], rows)).slice(1);
      expect(read.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
        rows.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
      );
    }),
    { numRuns: 300 },
  );
});

test.each(['a\nb', 'a\rb', 'a\r\nb', 'a"b', 'a,b', 'a;b', 'a\tb', 'a\u2028b', 'a\u0085b', ' a', 'a '])(
  '%j is quoted',
  async (cell) => {
    expect(await csv([heading('x')], [[cell]])).toBe(`x\r\n"${cell.replace('"', '""')}"\r\n`);
  },
);

test('a reason of three lines is one cell', async () => {
  expect(readCsv(await csv([heading('x'), heading('y')], [['双方已协商\n=1+2\n谢谢', '1']]))).toEqual([
    ['x', 'y'],
    ['双方已协商\n=1+2\n谢谢', "'1"],
  ]);
});

// codes, amounts, days and times in the forms that Excel, LibreOffice and WPS make something else of
test.each([
  '410105199001011234',
  '0012',
  '1E5',
  '1e+5',
  '914101E00000000012',
  '12.50',
  '.5',
  '1,234',
  '50%',
  '¥12',
  '(12)',
  '12 元',
  '2026-11-24',
  '11/24',
  '1-2',
  '3:30',
  '3:30 pm',
  '2026年11月24日',
  '5-Jan',
  'MAR1',
  'Sept 2',
  '１２３',
  '1 1/2',
  'true',
  'FALSE',
])('%j stays a text in CSV by the mark, and in a workbook', async (cell) => {
  expect(readCsv(await csv([heading('x')], [[cell]]))[1]).toEqual([`'${cell}`]);
  expect(await backFromWorkbook([cell])).toEqual([cell]);
});

test.each(['DD20261124-000001', '91410100MA1ABCDE2X', '两次', '第 3 笔', 'A4', '3 份', 'HT-2026-001', '3D 打印'])(
  '%j needs no mark',
  async (cell) => {
    expect(readCsv(await csv([heading('x')], [[cell]]))[1]).toEqual([cell]);
  },
);

test.each(['=1+1', '+86', '-1', '@sum', '\t=1', '＝1', ' =1', '\n=1', '\r=1', '－1', '＋1', '＠sum'])(
  '%j is not a formula in CSV',
  async (cell) => {
    expect(await csv([heading('x')], [[cell]])).toMatch(/\r\n"?'/);
  },
);

test('commas, quotes and line breaks stay within their cell', async () => {
  expect(await csv([heading('x'), heading('y')], [['甲,"乙"\n丙', '丁']])).toBe('x,y\r\n"甲,""乙""\n丙",丁\r\n');
});

test('signs that XML cannot hold do not break a workbook', async () => {
  const [sheet] = await readWorkbook(
    await buildWorkbook({ ...SHEET, headings: [heading('x')], rows: [['a\u0000\u0008<&>\uD800𠮷']] }),
  );
  expect(sheet?.data[1]).toEqual(['a<&>𠮷']);
});

test.each(['_x0041_', '_X00e9_', '_x005F_', '__x0041__', '_x0041', 'a\nb', '=1+1', ' a ', '_x000D_'])(
  '%j comes out of a workbook as it went in',
  async (cell) => {
    expect(await backFromWorkbook([cell])).toEqual([cell]);
  },
);

test.each(['a\rb', 'a\r\nb', 'a\nb'])('%j has two lines in its cell', async (cell) => {
  expect(await backFromWorkbook([cell])).toEqual(['a\nb']);
});

test('a sign that is left out makes no code of what stands around it', async () => {
  expect(await backFromWorkbook(['_x00\uFFFD41_'])).toEqual(['_x0041_']);
});

test('a workbook keeps any text that XML can hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 5 }), async (cells) => {
      const written = cells.map(
        (parts) => `|${parts.join('').replaceAll(/[\p{Cc}\p{Noncharacter_Code_Point}\uFFFD]/gu, '')}|`,
      );
      expect(await backFromWorkbook(written)).toEqual(written);
    }),
    { numRuns: 60 },
  );
});

test('the headings of a workbook filter the rows and not the sums, and times are dates of the clock in Shanghai', async () => {
  const headings = [heading('编号'), heading('时间', 'time'), heading('金额', 'money'), heading('天', 'day')];
  const rows = [
    ['a', '2026-11-24T16:30:15.000Z', yuan('10.10'), '2026-11-24'],
    ['b', '2026-12-31T15:59:59.000Z', yuan('0.02'), null],
  ];
  const workbook = await buildWorkbook({ name: '订单', headings, rows, total: '合计' });
  const xml = sheetXml(workbook);
  expect(xml).toMatch(/<\/sheetData><autoFilter ref="A1:D3"\/>/);
  const [sheet] = await readWorkbook(workbook);
  expect([sheet?.sheet, ...(sheet?.data.slice(1) ?? [])]).toEqual([
    '订单',
    ['a', new Date('2026-11-25T00:30:15Z'), 10.1, new Date('2026-11-24T00:00:00Z')],
    ['b', new Date('2026-12-31T23:59:59Z'), 0.02, null],
    ['合计', null, 10.12, null],
  ]);
  expect((await csv(headings, rows)).split('\r\n')[1]).toBe('a,2026-11-25 00:30:15,10.10,2026-11-24');
});

test.each<[string, number, (rows: Table['rows']) => AsyncIterable<unknown>]>([
  ['CSV', 2000, (rows) => Readable.from(csvLines([heading('x')], rows)).pipe(csvWriter())],
  ['a workbook', 5000, (rows) => workbookOf({ ...SHEET, headings: [heading('x')], rows })],
])('rows of %s are not read ahead of a reader who has stopped reading', async (_form, atMost, sent) => {
  let read = 0;
  async function* rows(): AsyncGenerator<Cell[]> {
    for (; read < 1_000_000; read += 1) yield ['高新技术企业认定申报'.repeat(10)];
  }
  const stalled = new Writable({ write: () => undefined });
  const sending = pipeline(sent(rows()), stalled).catch(() => undefined);
  let before = -1;
  for (let same = 0; same < 50; same = read === before ? same + 1 : 0) {
    before = read;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(read).toBeLessThan(atMost); // packing repeated text leaves little
  stalled.destroy();
  await sending;
});
