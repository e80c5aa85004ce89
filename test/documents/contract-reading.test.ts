import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { dom } from '../setup/dom.ts';
import { createDocuments } from '../../api/documents/documents.ts';
import { compareFiles } from '../../api/documents/reading.ts';
import type { FileComparison, ReadingPortal } from '../../api/documents/reading.ts';
import { enteredContract } from '../../domain/reading/entered.ts';
import { fileStore } from '../../api/files/store.ts';
import { createLog } from '../../api/log.ts';
import type { OrderRecord } from '../../db/reads/order.ts';
import { findOrderRecord } from '../../db/reads/order.ts';
import { attachmentReadings } from '../../db/schema/attachment.ts';
import { aBrowser } from '../api/support/page-form.ts';
import { anOrder, cast, contract } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { aPortal } from '../api/support/portal.ts';
import type { TestPortal } from '../api/support/portal.ts';
import { eventually } from '../setup/eventually.ts';
import { aContractPdf, aScan } from './pdfs.ts';

let portal: TestPortal;
let people: Cast;
let desk: ReadingPortal;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  const { db } = portal.database;
  desk = { db, files: fileStore(portal.dataDir), documents: createDocuments(), log: createLog('silent') };
});

afterAll(async () => {
  desk.documents.stop();
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

async function contractCompared(reading: ReadingPortal, { order, names }: OrderRecord) {
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
    rows.map((row) => row.text.replaceAll(' ', '')).find((row) => row.includes(label)) ?? '';
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
  expect(await kept(file)).toMatchObject([{ reader: 3 }]);
}, 60_000);

test('a scan is said to be one, and is not read again', async () => {
  const file = await paidWith(await aScan());
  expect(await settled(file)).toEqual({ state: 'unreadable', why: 'scanned' });
  const { documents } = desk;
  const neverAgain: ReadingPortal['documents'] = {
    ...documents,
    readContract: () => Promise.reject(new Error('read again')),
  };
  expect(await contractCompared({ ...desk, documents: neverAgain }, file)).toEqual({
    state: 'unreadable',
    why: 'scanned',
  });
}, 60_000);

test('an order without a contract has nothing to compare, and a reader that is busy says so', async () => {
  const { id } = await anOrder(people, 'priced');
  const file = await findOrderRecord(portal.database.db, id);
  expect(file && (await contractCompared(desk, file))).toBeUndefined();
  const paid = await paidWith(await aContractPdf());
  await settled(paid);
  const documents: ReadingPortal['documents'] = {
    ...desk.documents,
    readContract: () => new Promise<never>(() => undefined),
  };
  // The portal reads what is uploaded in its own time, so a reading may be kept once more after it was removed.
  const seen = await eventually(
    async () => {
      await portal.database.db.delete(attachmentReadings);
      return contractCompared({ ...desk, documents }, paid);
    },
    (reading) => reading?.state === 'pending',
  );
  expect(seen).toEqual({ state: 'pending' });
}, 60_000);
