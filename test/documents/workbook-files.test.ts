import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import readWorkbook from 'read-excel-file/node';
import { createDocuments, WORKBOOK_MS } from '../../api/documents/documents.ts';
import type { Documents } from '../../api/documents/documents.ts';
import type { Cell } from '../../api/documents/table.ts';
import { writeByFiles } from '../../api/documents/workbook-file.ts';
import type { FiledTable } from '../../api/documents/workbook-file.ts';
import { createJobProcess } from '../../job-process/queue.ts';
import { eventually } from '../setup/eventually.ts';

/** Workbooks as the portal has them made: by a process of their own, through files that nobody finds afterwards. */
let folder = '';
let documents: Documents;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quanliu-workbooks-'));
  documents = createDocuments(folder);
});

afterAll(() => {
  documents.stop();
  rmSync(folder, { recursive: true, force: true });
});

const TABLE = {
  name: '订单',
  headings: [
    { label: '编号', kind: 'text', width: 20 },
    { label: '金额', kind: 'money', width: 12 },
  ],
  total: '合计',
} as const;

test('texts of any kind go through the files unchanged, and the files are gone with the answer', async () => {
  const texts = ['a\nb', '\u2028', 'a"b\\n', '=1+1', '  '];
  const { bytes, content } = await documents.renderWorkbook({ ...TABLE, rows: texts.map((text) => [text, 1]) }, 'wang');
  expect(readdirSync(folder)).toEqual([]);
  const workbook = await buffer(content);
  expect(workbook).toHaveLength(bytes);
  const [sheet] = await readWorkbook(workbook, { trim: false });
  expect(sheet?.data.slice(1)).toEqual([...texts.map((text) => [text, 0.01]), ['合计', 0.05]]);
});

test('a long workbook is made in a process that has no room for its rows', async () => {
  const ROWS = 60_000;
  const small = createJobProcess<FiledTable, void>({
    program: new URL('../../api/documents/workbook-job', import.meta.url),
    jobMs: WORKBOOK_MS * 2,
    memoryMiB: 40, // the rows below take twice that as JSON alone
    waitingAtMost: 1,
  });
  const cells = Array.from({ length: 10 }, () => '高新技术企业认定申报'.repeat(5));
  function* rows(): Generator<readonly Cell[]> {
    for (let row = 0; row < ROWS; row += 1) yield cells;
  }
  const headings = cells.map((_, column) => ({ label: `${column}`, kind: 'text', width: 10 }) as const);
  const { bytes, content } = await writeByFiles({ ...TABLE, headings, rows: rows() }, folder, (filed) =>
    small.run(filed),
  );
  content.destroy();
  small.stop();
  expect(bytes).toBeGreaterThan(ROWS);
}, 120_000);

test('a workbook that is not fetched holds up no other', async () => {
  const large = Array.from({ length: 20_000 }, (_, row) => [`DD-${row * 7919}`, row]);
  const unfetched = await documents.renderWorkbook({ ...TABLE, rows: large }, 'wang');
  const other = await documents.renderWorkbook({ ...TABLE, rows: [['DD-1', 1]] }, 'qian');
  expect(await buffer(other.content)).toHaveLength(other.bytes);
  unfetched.content.destroy();
});

test('rows that cannot be read are an error, and leave nothing', async () => {
  const rows = (async function* (): AsyncGenerator<readonly Cell[]> {
    yield ['DD-1', 1];
    throw new Error('the database is down');
  })();
  await expect(documents.renderWorkbook({ ...TABLE, rows }, 'wang')).rejects.toThrow('the database is down');
  expect(readdirSync(folder)).toEqual([]);
});

test('what a killed portal has left is removed by a later export, and what is being made is not', async () => {
  const [old, young, other] = [join(folder, 'workbook-old'), join(folder, 'workbook-young'), join(folder, 'other')];
  for (const path of [old, young, other]) mkdirSync(path);
  writeFileSync(join(old, 'rows'), '["DD-1",1]');
  const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
  for (const path of [old, other]) utimesSync(path, hoursAgo, hoursAgo);
  (await documents.renderWorkbook({ ...TABLE, rows: [] }, 'wang')).content.destroy();
  await eventually(
    () => [old, young, other].map((path) => existsSync(path)),
    (there) => !there[0],
  );
  expect([young, other].map((path) => existsSync(path))).toEqual([true, true]);
});
