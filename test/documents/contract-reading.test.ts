import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import type { Connection } from '@temporalio/client';
import { eq } from 'drizzle-orm';
import { dom } from '../setup/dom.ts';
import { compareFiles } from '../../api/documents/reading.ts';
import type { ComparingPortal, FileComparison } from '../../api/documents/reading.ts';
import { fileStore } from '../../file-store.ts';
import { enteredContract } from '../../domain/reading/entered.ts';
import { READER } from '../../domain/reading/reading.ts';
import { createLog } from '../../api/log.ts';
import type { OrderRecord } from '../../db/reads/order.ts';
import { findOrderRecord } from '../../db/reads/order.ts';
import { attachmentPages, attachmentReadings } from '../../db/schema/attachment.ts';
import { keepPage } from '../../db/writes/reading.ts';
import { readingProcess } from '../../workflows/messages/reading.ts';
import { temporalConnection } from '../../api/temporal.ts';
import { aBrowser, foldedRow } from '../api/support/page-form.ts';
import { anOrder, cast, contract } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { aPortal } from '../api/support/portal.ts';
import type { TestPortal } from '../api/support/portal.ts';
import { given } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { aContractPdf, aScan } from './pdfs.ts';

let portal: TestPortal;
let people: Cast;
let desk: ComparingPortal;
let connection: Connection;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  const { db } = portal.database;
  connection = temporalConnection(given('TEST_TEMPORAL_ADDRESS'));
  const [temporal, files] = [new Client({ connection }), fileStore(portal.dataDir)];
  desk = { db, temporal, files, taskQueue: portal.taskQueue, log: createLog('silent') };
});

afterAll(async () => {
  await connection.close();
  await portal.stop();
});

/** An order paid with this contract. */
async function paidWith(content: Buffer): Promise<OrderRecord> {
  const { id, path } = await anOrder(people, 'priced');
  const { body } = await people.wang.upload('contract', { content });
  const paid = await people.wang.post(`${path}/payment`, {
    voucherAmount: '30000.00',
    contract: { ...contract(body.id), number: 'HT-2026-001' },
  });
  expect(paid.status).toBe(200);
  const file = await findOrderRecord(portal.database.db, id);
  if (!file) throw new Error('no such order');
  return file;
}

async function contractCompared(reading: ComparingPortal, { order, names }: OrderRecord) {
  const [entered, attachmentId] = [enteredContract(order, names), order.contract?.attachmentId];
  const [compared] = entered && attachmentId ? await compareFiles(reading, [{ attachmentId, entered }]) : [];
  return compared;
}

/** What the desk shows once the reading has come to its end. */
const settled = (file: OrderRecord): Promise<FileComparison | undefined> =>
  eventually(
    () => contractCompared(desk, file),
    (seen) => seen?.state !== 'pending',
    { withinMs: 50_000 },
  );

const outcomes = (seen: FileComparison | undefined): Record<string, unknown> =>
  seen?.state === 'read'
    ? Object.fromEntries(seen.compared.map(({ label, outcome }) => [label, outcome]))
    : { ...seen };

const kept = (file: OrderRecord) =>
  portal.database.db
    .select()
    .from(attachmentReadings)
    .where(eq(attachmentReadings.attachmentId, file.order.contract?.attachmentId ?? ''));

test('the park sees a contract’s amounts beside the entered ones, and the lower total marked', async () => {
  const file = await paidWith(await aContractPdf({ total: '45,000.00', capitals: '肆万伍仟元整', signedOn: '见盖章' }));
  expect(outcomes(await settled(file))).toMatchObject({
    contractNumber: 'matches',
    orderAmount: 'differs',
    voucherAmount: 'matches',
    selfPaid: 'matches',
    signedOn: 'notFound',
  });
  expect(await kept(file)).toHaveLength(1);
  const { text } = await (await aBrowser(portal, 'park')).open(`/tasks/${file.task?.id}`);
  const rows = dom(text).roles('row');
  const said = (label: string): string =>
    rows.map((row) => foldedRow(row).replaceAll(' ', '')).find((row) => row.includes(label)) ?? '';
  expect(said('订单金额')).toBe('5订单金额50,000.0045,000.00第1页不一致相差5,000.00识别有误订单金额');
  expect(said('用券金额')).toBe('6用券金额30,000.0030,000.00第1页一致识别有误用券金额');
  expect(said('签订日期')).toMatch(/未找到请对照原文识别有误签订日期$/);
}, 60_000);

test('a contract that was not read after its upload is read when it is first looked at', async () => {
  const file = await paidWith(await aContractPdf());
  await settled(file);
  await portal.database.db.delete(attachmentReadings);
  expect(outcomes(await settled(file))).toMatchObject({ orderAmount: 'matches' });
  expect(await kept(file)).toHaveLength(1);
}, 60_000);

test('what a former reader has kept is read anew', async () => {
  const file = await paidWith(await aContractPdf());
  await settled(file);
  await portal.database.db
    .update(attachmentReadings)
    .set({ reader: 1, reading: { amounts: [], days: [], numbers: [], parties: [] } });
  expect(outcomes(await settled(file))).toMatchObject({ orderAmount: 'matches' });
  expect(await kept(file)).toMatchObject([{ reader: READER }]);
}, 60_000);

test('a scan is said to be one, and is not read again', async () => {
  const file = await paidWith(await aScan());
  expect(await settled(file)).toEqual({ state: 'unreadable', why: 'scanned' });
  const run = () =>
    desk.temporal.workflow.getHandle(readingProcess(file.order.contract?.attachmentId ?? '')).describe();
  const { runId } = await run();
  expect(await contractCompared(desk, file)).toEqual({ state: 'unreadable', why: 'scanned' });
  expect((await run()).runId).toBe(runId);
}, 60_000);

test('an order without a contract has nothing to compare', async () => {
  const { id } = await anOrder(people, 'priced');
  const file = await findOrderRecord(portal.database.db, id);
  expect(file && (await contractCompared(desk, file))).toBeUndefined();
}, 60_000);

test('while no reader runs, the desk says that the file is being read and how far it is, and goes on with the next', async () => {
  const file = await paidWith(await aContractPdf());
  await settled(file);
  await portal.stopWorker();
  const { db } = portal.database;
  await db.delete(attachmentReadings);
  expect(await contractCompared(desk, file)).toEqual({ state: 'pending' });
  const attachmentId = file.order.contract?.attachmentId ?? '';
  await keepPage(db, { attachmentId, number: 1, page: { text: '合同总金额：50,000.00元' }, pagesInAll: 8 });
  expect(await contractCompared(desk, file)).toEqual({ state: 'pending', progress: { page: 2, pages: 8 } });
  const { text } = await (await aBrowser(portal, 'park')).open(`/tasks/${file.task?.id}`);
  expect(text).toContain('正在识别，第 2 页，共 8 页');
  await db.delete(attachmentPages);
  await portal.startWorker();
  expect(outcomes(await settled(file))).toMatchObject({ orderAmount: 'matches' });
}, 60_000);
