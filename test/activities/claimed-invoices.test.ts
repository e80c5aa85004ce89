/**
 * One invoice stands in one live redemption.
 *
 * @source D36, D41
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { findInvoiceElsewhere, listRepeatedInvoices } from '../../db/reads/claimed-invoice.ts';
import { findOrderRecord } from '../../db/reads/order.ts';
import { claimedInvoices } from '../../db/schema/claimed-invoice.ts';
import { orders } from '../../db/schema/order.ts';
import { renewClaimedInvoices } from '../../db/writes/claimed-invoice.ts';
import { subtractFen } from '../../domain/fen.ts';
import type { Claim, Invoice } from '../../domain/order/order.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { anInvoiceNumber, yuan } from '../makers.ts';
import { AMOUNTS, roadTo } from '../roads/order.ts';
import { requests } from '../setup/bodies.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aRecorder } from '../setup/recorder.ts';
import type { Recorder } from '../setup/recorder.ts';
import { aFile, aScheme } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

let database: TestDatabase;
let scheme: Scheme;
let recorder: Recorder;

beforeAll(async () => {
  database = await testDatabase(20);
  scheme = await aScheme(database.db, { lineFen: 1_000_000_000 });
  recorder = aRecorder(database.db);
});
afterAll(() => database.drop());

const aPaidOrder = (of: Scheme = scheme): Promise<string> => recorder.anOrder(of, roadTo('paid'));
const numberOf = async (orderId: string) => (await findOrderRecord(database.db, orderId))?.order.number;
const rowsOf = (orderId: string) =>
  database.db.select().from(claimedInvoices).where(eq(claimedInvoices.orderId, orderId));

type Said = Partial<Pick<Invoice, 'number' | 'code' | 'attachmentId'>>;

/** A request whose invoices are these, the first over all but one yuan each of the others. */
async function asking(
  invoices: readonly Said[],
  step: 'requestRedemption' | 'supplementRedemption' = 'requestRedemption',
  of: Scheme = scheme,
): Promise<OrderRequest> {
  const asked = await requests(database.db, of).requestRedemption();
  const body = asked.body as Claim;
  const rest = yuan(`${invoices.length - 1}.00`);
  const made = invoices.map(async (said, index) => ({
    attachmentId: said.attachmentId ?? (await aFile(database.db, 'invoice', of.chen.id)),
    number: said.number ?? anInvoiceNumber(),
    code: said.code ?? '',
    issuedOn: of.today,
    amountFen: index > 0 ? yuan('1.00') : subtractFen(yuan(AMOUNTS.actualAmount), rest),
  }));
  return { step, body: { ...body, invoices: await Promise.all(made) } };
}

const ask = (orderId: string, ...invoices: readonly Said[]) => recorder.take(orderId, scheme.chen, asking(invoices));
const rejects = (orderId: string, final: boolean) =>
  recorder.take(orderId, scheme.zhao, { step: 'rejectRedemption', body: { reason: '发票有误', final } });

/** Lets the rules of these orders only warn. */
const onlyWarns = (...ids: readonly string[]) =>
  database.db
    .update(orders)
    .set({ rules: sql`${orders.rules} || '{"invoiceReuse":"WARN"}'` })
    .where(sql`${orders.id} in ${ids}`);

test('an invoice that stands in a live redemption is refused in another, however it is written', async () => {
  const [first, second] = [await aPaidOrder(), await aPaidOrder()];
  const number = anInvoiceNumber();
  expect(await ask(first, { number })).toBeNull();
  expect(await ask(second, { number })).toBe('invoice.already-claimed');
  expect(await ask(second, {}, { number: `${number.slice(0, 8)}-\u200b${number.slice(8)} ` })).toBe(
    'invoice.already-claimed',
  );
  expect([await rowsOf(second), (await findOrderRecord(database.db, second))?.order.state]).toEqual([[], 'paid']);
  const sent = [{ attachmentId: '-', number, issuedOn: scheme.today, amountFen: yuan('1.00') }];
  const order = { id: second, institutionId: scheme.institution.id };
  expect(await findInvoiceElsewhere(database.db, order, sent)).toEqual({
    at: 0,
    order: await numberOf(first),
    codeMissing: false,
  });
  expect(await findInvoiceElsewhere(database.db, { ...order, id: first }, sent)).toBeUndefined();
});

test('it is told apart by its code where its number has 8 digits, and is free for another seller', async () => {
  const [one, two, three] = [await aPaidOrder(), await aPaidOrder(), await aPaidOrder()];
  const number = anInvoiceNumber().slice(-8);
  expect(await ask(one, { number, code: '0440319001' })).toBeNull();
  expect(await ask(two, { number, code: '0440319002' })).toBeNull();
  expect(await ask(three, { number, code: '０４４０ 319001' })).toBe('invoice.already-claimed');
  const other = await aScheme(database.db);
  const theirs = await aPaidOrder(other);
  const request = asking([{ number, code: '0440319001' }], 'requestRedemption', other);
  expect(await recorder.take(theirs, other.chen, request)).toBeNull();
  expect(await listRepeatedInvoices(database.db, theirs)).toEqual([
    { number, same: 'number-of-another-seller', otherOrder: await numberOf(one), otherNumber: number },
  ]);
});

test.each([
  ['refused', false],
  ['refused for good, which closes its order', true],
])('it is free again when the redemption is %s', async (_, final) => {
  const [first, second] = [await aPaidOrder(), await aPaidOrder()];
  const number = anInvoiceNumber();
  await ask(first, { number });
  expect(await rejects(first, final)).toBeNull();
  expect(await rowsOf(first)).toEqual([]);
  expect(await ask(second, { number })).toBeNull();
  if (!final) expect(await ask(first, { number })).toBe('invoice.already-claimed');
});

test('a supplement keeps its own invoices, takes new ones and frees those it leaves out', async () => {
  const [order, other] = [await aPaidOrder(), await aPaidOrder()];
  const [kept, left, added] = [anInvoiceNumber(), anInvoiceNumber(), anInvoiceNumber()];
  await ask(order, { number: kept }, { number: left });
  const returned: OrderRequest = { step: 'returnRedemption', body: { reason: '请补充发票' } };
  expect(await recorder.take(order, scheme.zhao, returned)).toBeNull();
  expect(await ask(other, { number: left })).toBe('invoice.already-claimed');
  const supplement = asking([{ number: kept }, { number: added }], 'supplementRedemption');
  expect(await recorder.take(order, scheme.chen, supplement)).toBeNull();
  expect((await rowsOf(order)).map(({ number }) => number).toSorted()).toEqual([kept, added].toSorted());
  expect(await ask(other, { number: left })).toBeNull();
});

test('of 24 redemptions of one moment with one invoice, exactly one stands', async () => {
  const number = anInvoiceNumber();
  const orderIds = await Promise.all(Array.from({ length: 24 }, () => aPaidOrder()));
  const changes = await Promise.all(
    orderIds.map(async (id) => recorder.aChange(id, scheme.chen, await asking([{}, { number }]))),
  );
  const codes = await Promise.all(changes.map((change) => recorder.recorded(change)));
  expect(codes.filter((code) => code === null)).toHaveLength(1);
  expect(codes.filter((code) => code === 'invoice.already-claimed')).toHaveLength(23);
  const standing = database.db.select().from(claimedInvoices).where(eq(claimedInvoices.number, number));
  expect(await standing).toMatchObject([{ orderId: orderIds[codes.indexOf(null)], held: true }]);
});

test('where the rules only warn it is recorded, and both desks say so', async () => {
  const [first, second, strict] = [await aPaidOrder(), await aPaidOrder(), await aPaidOrder()];
  await onlyWarns(first, second);
  const number = anInvoiceNumber();
  expect([await ask(first, { number }), await ask(second, { number })]).toEqual([null, null]);
  const said = { number, same: 'number', otherNumber: number };
  expect(await listRepeatedInvoices(database.db, first)).toEqual([{ ...said, otherOrder: await numberOf(second) }]);
  expect(await listRepeatedInvoices(database.db, second)).toEqual([{ ...said, otherOrder: await numberOf(first) }]);
  expect(await ask(strict, { number })).toBe('invoice.already-claimed');
});

test('the same bytes under another number are told on both sides, and within one order', async () => {
  const [first, second] = [await aPaidOrder(), await aPaidOrder()];
  const bytes = anInvoiceNumber();
  const file = () => aFile(database.db, 'invoice', scheme.chen.id, bytes);
  const [a, b, c] = ['A', 'B', 'C'].map((letter) => letter + anInvoiceNumber()) as [string, string, string];
  await ask(first, { number: a, attachmentId: await file() });
  expect(await listRepeatedInvoices(database.db, first)).toEqual([]);
  await ask(second, { number: b, attachmentId: await file() }, { number: c, attachmentId: await file() });
  const [one, two] = [await numberOf(first), await numberOf(second)];
  expect(await listRepeatedInvoices(database.db, first)).toEqual([
    { number: a, same: 'file', otherOrder: two, otherNumber: b },
    { number: a, same: 'file', otherOrder: two, otherNumber: c },
  ]);
  expect(await listRepeatedInvoices(database.db, second)).toEqual([
    { number: b, same: 'file', otherOrder: one, otherNumber: a },
    { number: b, same: 'file', otherOrder: two, otherNumber: c },
    { number: c, same: 'file', otherOrder: one, otherNumber: a },
  ]);
  await rejects(second, false);
  expect(await listRepeatedInvoices(database.db, first)).toEqual([]);
});

/** Lets a claim be as a former release, or an older program that still runs, recorded it: the portal's forms and keys were others. */
async function recordedOtherwise(orderId: string, ...said: readonly Omit<Said, 'attachmentId'>[]): Promise<void> {
  const file = await findOrderRecord(database.db, orderId);
  const claim = file?.order.claim;
  const invoices = said.map((one) => ({ ...claim?.invoices[0], code: undefined, ...one }));
  await database.db
    .update(orders)
    .set({ claim: { ...claim, invoices } as Claim })
    .where(eq(orders.id, orderId));
}

test.each([
  ['first without its code', '', '0440319001'],
  ['then without its code', '0440319001', ''],
])('a number of 8 digits is the same with any code where it came %s', async (_, one, other) => {
  const [first, second, third] = [await aPaidOrder(), await aPaidOrder(), await aPaidOrder()];
  const number = anInvoiceNumber().slice(-8);
  expect(await ask(first, { number, code: one })).toBeNull();
  expect(await ask(second, { number, code: other })).toBe('invoice.already-claimed');
  const sent = [{ attachmentId: '-', number, code: other, issuedOn: scheme.today, amountFen: yuan('1.00') }];
  const asking = { id: second, institutionId: scheme.institution.id };
  const elsewhere = { at: 0, order: await numberOf(first), codeMissing: true };
  expect(await findInvoiceElsewhere(database.db, asking, sent)).toEqual(elsewhere);
  await onlyWarns(third);
  expect(await ask(third, { number, code: other })).toBeNull();
  const said = { number, same: 'number-without-code', otherNumber: number };
  expect(await listRepeatedInvoices(database.db, first)).toEqual([{ ...said, otherOrder: await numberOf(third) }]);
  expect(await listRepeatedInvoices(database.db, third)).toEqual([{ ...said, otherOrder: await numberOf(first) }]);
});

test('what an older program recorded is taken, keyed anew and freed as the orders say, once', async () => {
  const [taken, changed, ended, warned] = [
    await aPaidOrder(),
    await aPaidOrder(),
    await aPaidOrder(),
    await aPaidOrder(),
  ];
  const [missing, other, kept] = [anInvoiceNumber(), anInvoiceNumber(), anInvoiceNumber()];
  const short = anInvoiceNumber().slice(-8);
  await onlyWarns(warned);
  for (const [id, number] of [
    [taken, missing],
    [changed, anInvoiceNumber()],
    [ended, kept],
    [warned, other],
  ] as const)
    expect(await ask(id, { number })).toBeNull();
  await database.db.delete(claimedInvoices).where(eq(claimedInvoices.orderId, taken)); // it did not know the table
  await recordedOtherwise(changed, { number: `No. ${short}` });
  await database.db
    .update(claimedInvoices)
    .set({ number: `NO${short}` })
    .where(eq(claimedInvoices.orderId, changed));
  await database.db.update(orders).set({ state: 'redemptionRejected' }).where(eq(orders.id, ended));
  await database.db.update(claimedInvoices).set({ held: true }).where(eq(claimedInvoices.orderId, warned));
  const untouched = await ask(await aPaidOrder(), {});
  expect(await renewClaimedInvoices(database.db)).toEqual([]);
  const standing = async () => ({
    taken: await rowsOf(taken),
    changed: await rowsOf(changed),
    ended: await rowsOf(ended),
    warned: await rowsOf(warned),
  });
  const right = {
    taken: [{ number: missing, code: '', held: true }],
    changed: [{ number: short, code: '', held: true }],
    ended: [],
    warned: [{ number: other, code: '', held: false }],
  };
  expect([untouched, await standing()]).toMatchObject([null, right]);
  expect(await ask(await aPaidOrder(), { number: kept })).toBeNull();

  await database.db.update(claimedInvoices).set({ code: '0440319001' }).where(eq(claimedInvoices.orderId, changed)); // entered by hand
  const versions = async () =>
    (await database.db.execute(sql`select ctid, xmin from claimed_invoices order by 1`)).rows;
  const before = await versions();
  expect(await renewClaimedInvoices(database.db)).toEqual([]);
  expect(await versions()).toEqual(before);
  expect((await rowsOf(changed))[0]?.code).toBe('0440319001');
});

test('redemptions that go on while claims are renewed keep their invoices', async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, () => aPaidOrder()));
  const renewing = Array.from({ length: 6 }, () => renewClaimedInvoices(database.db));
  const asked = ids.map((id) => ask(id, {}));
  expect(await Promise.all(asked)).toEqual(ids.map(() => null));
  await Promise.all(renewing);
  for (const id of ids) expect(await rowsOf(id)).toMatchObject([{ held: true }]);
});

test('what stood twice before is listed and stops nothing; the order placed first holds it', async () => {
  const [first, second, third] = [await aPaidOrder(), await aPaidOrder(), await aPaidOrder()];
  const number = anInvoiceNumber();
  await ask(first, { number });
  await ask(second, {});
  await ask(third, {});
  const former = (invoices: unknown) =>
    sql`jsonb_set(${orders.claim}, '{invoices}', ${JSON.stringify(invoices)}::jsonb)`;
  const invoice = (said: string) => ({
    attachmentId: scheme.chen.id,
    number: said,
    issuedOn: '2026-11-21',
    amountFen: 1,
  });
  const enter = async (id: string, ...numbers: readonly string[]) => {
    const [row] = await rowsOf(id);
    const invoices = numbers.map((said) => ({ ...invoice(said), attachmentId: row?.attachmentId }));
    await database.db
      .update(orders)
      .set({ claim: former(invoices) })
      .where(eq(orders.id, id));
  };
  await enter(second, `${number} `, 'FP-1', 'fp 1');
  await enter(third, '---');
  await database.db.delete(claimedInvoices);
  const listed = await renewClaimedInvoices(database.db);
  const order = await numberOf(second);
  expect(listed.filter((one) => one.order === order)).toEqual([
    { order, number, code: '' },
    { order, number: 'FP1', code: '' },
  ]);
  expect(await rowsOf(first)).toMatchObject([{ number, held: true }]);
  const heldOf = new Map((await rowsOf(second)).map(({ number: said, held }) => [said, held]));
  expect(heldOf).toEqual(
    new Map([
      [number, false],
      ['FP1', true],
    ]),
  );
  expect((await renewClaimedInvoices(database.db)).filter((one) => one.order === order)).toEqual([]);
  const [said] = await listRepeatedInvoices(database.db, second);
  expect(said).toEqual({ number, same: 'number', otherOrder: await numberOf(first), otherNumber: number });
});
