import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { removeLooseAttachments } from '../../api/files/orphaned-files.ts';
import { fileStore } from '../../file-store.ts';
import { anInvoiceNumber } from '../makers.ts';
import { PDF } from './support/client.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast, contract, redemption } from './support/story.ts';
import type { Cast } from './support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABXvMqOgAAAABJRU5ErkJggg==',
  'base64',
);
const JPG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const MiB = 1024 * 1024;

test('a file comes back as it went, under its Chinese name, and as a download alone', async () => {
  const { wang } = people;
  const sent = await wang.upload('contract', { name: '技术服务合同（盖章）"1".pdf' });
  expect(sent.status).toBe(201);
  expect(sent.get('Location')).toBe(`/api/attachments/${sent.body.id}`);
  expect(sent.body).toEqual({
    id: sent.body.id,
    kind: 'contract',
    name: '技术服务合同（盖章）"1".pdf',
    sizeBytes: PDF.length,
    mediaType: 'application/pdf',
  });
  const got = await wang.get(`/api/attachments/${sent.body.id}`);
  expect(Buffer.from(got.body)).toEqual(PDF);
  expect(got.get('Content-Type')).toBe('application/pdf');
  expect(got.get('X-Content-Type-Options')).toBe('nosniff');
  expect(got.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
  const disposition = got.get('Content-Disposition') ?? '';
  expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/);
  expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe('技术服务合同（盖章）"1".pdf');
});

test.each([
  ['contract', 'a.png', PNG],
  ['contract', 'a.pdf', PNG],
  ['supplementaryAgreement', 'a.jpg', JPG],
  ['invoice', 'a.pdf', Buffer.from('hello')],
  ['result', 'a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['process', 'a.html', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['process', 'a.pdf.exe', Buffer.from('MZ')],
  ['contract', 'late.pdf', Buffer.concat([Buffer.alloc(1024, 32), PDF])],
])('as %s, %s is refused for its content', async (kind, name, content) => {
  expect((await people.chen.upload(kind, { name, content })).body).toMatchObject({
    status: 415,
    code: 'attachment.type-not-allowed',
    source: 'D15',
    detail: ['contract', 'supplementaryAgreement'].includes(kind)
      ? expect.stringContaining('这里只收 pdf')
      : expect.not.stringContaining('这里只收 pdf'),
  });
});

test.each([
  ['invoice', 'a.png', PNG, 'image/png'],
  ['selfPaidProof', 'a.JPEG', JPG, 'image/jpeg'],
  ['process', 'a.jpg', JPG, 'image/jpeg'],
  ['supplementaryAgreement', 'a.pdf', PDF, 'application/pdf'],
  ['invoice', 'a.jfif', JPG, 'image/jpeg'],
  ['invoice', 'a.jpg', PNG, 'image/png'],
  ['invoice', 'a', PDF, 'application/pdf'],
  ['contract', 'a.pdf', Buffer.concat([Buffer.from('\r\n'.repeat(500)), PDF]), 'application/pdf'],
])('as %s, %s is taken by its content', async (kind, name, content, mediaType) => {
  expect((await people.chen.upload(kind, { name, content })).body.mediaType).toBe(mediaType);
});

test('5 MiB is the limit', async () => {
  const padded = (size: number) => Buffer.concat([PDF, Buffer.alloc(size - PDF.length, 32)]);
  expect((await people.wang.upload('contract', { content: padded(5 * MiB) })).status).toBe(201);
  expect((await people.wang.upload('contract', { content: padded(5 * MiB + 1) })).body).toMatchObject({
    status: 413,
    code: 'attachment.too-large',
  });
});

test('a form without a file, with two, with an unknown kind, or cut off', async () => {
  const { headers } = people.wang;
  const form = () => request(portal.url).post('/api/attachments').set(headers);
  expect((await form().field('kind', 'contract')).body).toMatchObject({
    status: 422,
    errors: [{ pointer: '/file', code: 'form.required' }],
  });
  expect((await form().attach('file', PDF, 'a.pdf')).body).toMatchObject({
    status: 422,
    errors: [{ pointer: '/kind' }],
  });
  expect((await people.wang.upload('licence')).body).toMatchObject({
    status: 422,
    errors: [{ pointer: '/kind', code: 'form.choice' }],
  });
  expect((await form().field('kind', 'contract').field('kind', 'invoice').attach('file', PDF, 'a.pdf')).status).toBe(
    422,
  );
  expect(
    (await form().field('kind', 'contract').attach('file', PDF, 'a.pdf').attach('file', PDF, 'b.pdf')).status,
  ).toBe(400);
  expect((await form().field('kind', 'contract').attach('other', PDF, 'a.pdf')).status).toBe(400);
  expect((await form().send({ kind: 'contract' })).status).toBe(415);
  const broken = form()
    .set('content-type', 'multipart/form-data; boundary=x')
    .send('--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF');
  expect((await broken).body).toMatchObject({ status: 400, code: 'request.malformed' });
  expect((await form().set('content-type', 'multipart/form-data').send('x')).status).toBe(400);
});

test('a loose file is its uploader’s; one of an order is for those who may see the order', async () => {
  const { chen, wang, li, zhao, sun } = people;
  const order = await anOrder(people, 'priced');
  const file = await wang.file('contract');
  const seenBy = async () =>
    Promise.all(
      [wang, chen, li, zhao, sun, await portal.as('enterprise-2'), await portal.as('park-2')].map(
        async (who) => (await who.get(`/api/attachments/${file}`)).status,
      ),
    );
  expect(await seenBy()).toEqual([200, 404, 404, 404, 404, 404, 404]);
  await wang.post(`${order.path}/payment`, { voucherAmount: '30000.00', contract: contract(file) });
  expect(await seenBy()).toEqual([200, 200, 200, 200, 404, 404, 404]);
});

test('a step takes only files of the asker, of the right kind, of no other order', async () => {
  const { chen, wang } = people;
  const order = await anOrder(people, 'priced');
  const pay = async (attachmentId: string) =>
    (await wang.post(`${order.path}/payment`, { voucherAmount: '30000.00', contract: contract(attachmentId) })).body;
  const elsewhere = (await wang.get((await anOrder(people, 'paymentReview')).path)).body.contract.attachmentId;
  for (const id of [order.id, await chen.file('contract'), await wang.file('invoice'), elsewhere])
    expect(await pay(id)).toMatchObject({ status: 422, code: 'attachment.unknown' });
  expect(await pay(await wang.file('contract'))).toMatchObject({ state: 'paymentReview' });

  const paid = await anOrder(people, 'paid');
  const claim = await redemption(chen);
  const [result] = claim.attachments.results;
  expect(
    (
      await chen.post(`${paid.path}/redemption`, {
        ...claim,
        attachments: { ...claim.attachments, results: [result, result] },
      })
    ).body.code,
  ).toBe('attachment.unknown');
  expect((await chen.post(`${paid.path}/redemption`, claim)).status).toBe(200);
});

test('a file that holds several invoices stands for each of them', async () => {
  const { chen } = people;
  const paid = await anOrder(people, 'paid');
  const claim = await redemption(chen, '50000.00');
  const invoices = ['30000.00', '20000.00'].flatMap((amount) =>
    claim.invoices.map((invoice) => ({ ...invoice, number: anInvoiceNumber(), amount })),
  );
  expect(await chen.post(`${paid.path}/redemption`, { ...claim, invoices })).toMatchObject({
    status: 200,
    body: { state: 'redemptionReview' },
  });
});

test('loose files go after a day, with their bytes', async () => {
  const folder = join(portal.dataDir, 'attachments');
  const [old, young] = [await people.wang.file('contract'), await people.wang.file('contract')];
  const { client: sql, db } = portal.database;
  const [row] =
    await sql`update attachments set uploaded_at = now() - interval '25 hours' where id = ${old} returning key`;
  expect(existsSync(join(folder, row?.['key']))).toBe(true);
  expect(await removeLooseAttachments(db, fileStore(portal.dataDir))).toBe(1);
  expect(existsSync(join(folder, row?.['key']))).toBe(false);
  expect((await people.wang.get(`/api/attachments/${old}`)).status).toBe(404);
  expect((await people.wang.get(`/api/attachments/${young}`)).status).toBe(200);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) expect(entry.name).toMatch(/^[0-9a-f-]{36}$/);
});
