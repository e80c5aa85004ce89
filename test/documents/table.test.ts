import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import readWorkbook from 'read-excel-file/node';
import { payoutTable } from '../../api/documents/payout-batch.ts';
import { csvLines, csvWriter } from '../../api/documents/table.ts';
import type { Cell, Heading } from '../../api/documents/table.ts';
import { buildWorkbook } from '../../api/documents/workbook.ts';
import { yuan } from '../makers.ts';

const heading = (label: string, kind: Heading['kind'] = 'text'): Heading => ({ label, kind, width: 10 });

const csv = async (headings: Heading[], rows: readonly (readonly Cell[])[]): Promise<string> => {
  const writer = csvWriter();
  const [written] = await Promise.all([text(writer), pipeline(csvLines(headings, rows), writer)]);
  return written;
};

test('a batch for the bank has a line a transfer and the total, as a workbook and as CSV', async () => {
  const { headings, rows, name } = payoutTable(
    'B20261124-01',
    [
      {
        number: 'DD20261123-000001',
        institution: '郑州启元科技咨询有限公司',
        amountFen: yuan('30000.00'),
        note: '兑付',
      },
      { number: 'DD20261123-000002', institution: '河南中测检验有限公司', amountFen: yuan('0.03'), note: '' },
    ],
    'zh',
  );
  expect(name).toBe('拨付批次-B20261124-01');
  const all = [...(rows as readonly (readonly Cell[])[])];
  expect(await csv([...headings], all)).toBe(
    [
      '序号,订单号,收款单位,金额（元）,附言',
      '1,DD20261123-000001,郑州启元科技咨询有限公司,30000.00,兑付',
      '2,DD20261123-000002,河南中测检验有限公司,0.03,',
      '合计,,,30000.03,',
      '',
    ].join('\r\n'),
  );
  const [sheet] = await readWorkbook(await buildWorkbook({ headings, rows: all }));
  expect(sheet?.data.slice(1)).toEqual([
    ['1', 'DD20261123-000001', '郑州启元科技咨询有限公司', 30000, '兑付'],
    ['2', 'DD20261123-000002', '河南中测检验有限公司', 0.03, null],
    ['合计', null, null, 30000.03, null],
  ]);
});

test.each(['=1+1', '+86', '-1', '@sum', '\t=1', '＝1'])('%j is not a formula in CSV', async (cell) => {
  expect(await csv([heading('x')], [[cell]])).toMatch(/\r\n"?'/);
});

test('commas, quotes and line breaks stay within their cell', async () => {
  expect(await csv([heading('x'), heading('y')], [['甲,"乙"\n丙', '丁']])).toBe('x,y\r\n"甲,""乙""\n丙",丁\r\n');
});

test('signs that XML cannot hold do not break a workbook', async () => {
  const [sheet] = await readWorkbook(
    await buildWorkbook({ headings: [heading('x')], rows: [['a\u0000\u0008<&>\uD800𠮷']] }),
  );
  expect(sheet?.data[1]).toEqual(['a<&>𠮷']);
});

test('rows are not read ahead of a reader who has stopped reading', async () => {
  let read = 0;
  async function* rows(): AsyncGenerator<Cell[]> {
    for (; read < 1_000_000; read += 1) yield ['高新技术企业认定申报'.repeat(10)];
  }
  const stalled = new Writable({ write: () => undefined });
  const sending = pipeline(csvLines([heading('x')], rows()), csvWriter(), stalled).catch(() => undefined);
  let before = -1;
  for (let same = 0; same < 50; same = read === before ? same + 1 : 0) {
    before = read;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(read).toBeLessThan(2000);
  stalled.destroy();
  await sending;
});
