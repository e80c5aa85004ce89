import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { removeLooseAttachments, removeUnnamedFiles } from '../../api/files/orphaned-files.ts';
import { fileStore, pictureKey } from '../../file-store.ts';
import { aScanOf } from '../documents/corpus/scans.ts';
import { aContractPdf } from '../documents/pdfs.ts';
import { eventually } from '../setup/eventually.ts';
import { aBrowser, hrefsIn, plain } from './support/page-form.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast, contract } from './support/story.ts';
import type { Cast } from './support/story.ts';

/** The pictures of pages that were read by them: who may see them, and when they go. */

let portal: TestPortal;
let people: Cast;
let scan: Buffer;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  scan = await aScanOf(await aContractPdf(), { dotsAnInch: 150 });
});

afterAll(() => portal.stop());

/** A scan of a contract that wang has uploaded, once it is read; where its bytes lie. */
async function aReadScan(): Promise<{ id: string; key: string }> {
  const { body } = await people.wang.upload('contract', { content: scan });
  const { client: sql } = portal.database;
  const [row] = await eventually(
    () =>
      sql`select a.key, r.reading from attachments a join attachment_readings r on r.attachment_id = a.id where a.id = ${body.id}`,
    (rows) => rows.length === 1,
    { withinMs: 60_000 },
  );
  expect(row?.['reading'].pictures).toEqual([
    { page: 1, height: 1414 },
    { page: 2, height: 1414 },
  ]);
  return { id: body.id, key: row?.['key'] };
}

const isKept = (key: string, page: number): boolean =>
  existsSync(join(portal.dataDir, 'attachments', pictureKey(key, page)));

test('a picture is seen by whoever may see its file, and by nobody else', async () => {
  const { id } = await aReadScan();
  const names = ['enterprise', 'institution', 'park', 'center', 'finance', 'enterprise-2', 'park-2'];
  const browsers = await Promise.all(names.map((name) => aBrowser(portal, name)));
  const seenBy = (): Promise<number[]> =>
    Promise.all(browsers.map(async (browser) => (await browser.open(`/attachments/${id}/pages/1`)).status));
  expect(await seenBy()).toEqual([200, 404, 404, 404, 404, 404, 404]);
  const order = await anOrder(people, 'priced');
  await people.wang.post(`${order.path}/payment`, { voucherAmount: '30000.00', contract: contract(id) });
  expect(await seenBy()).toEqual([200, 200, 200, 200, 404, 404, 404]);
  const [wang] = browsers;
  const got = await wang?.open(`/attachments/${id}/pages/2`);
  expect([got?.get('content-type'), got?.get('cache-control'), got?.get('content-security-policy')]).toEqual([
    'image/webp',
    'private, no-store',
    "default-src 'none'; sandbox",
  ]);
  for (const page of ['0', '3', '1.5', 'x', '1e9', '..%2f..'])
    expect((await wang?.open(`/attachments/${id}/pages/${page}`))?.status).toBe(404);
  const stranger = await request(portal.url).get(`/attachments/${id}/pages/1`);
  expect([stranger.status, stranger.get('location')?.startsWith('/sign-in')]).toEqual([303, true]);
}, 120_000);

test('with a file that is removed go the pictures of its pages, and pictures of no file go a day later', async () => {
  const { id, key } = await aReadScan();
  expect([isKept(key, 1), isKept(key, 2)]).toEqual([true, true]);
  const { client: sql, db } = portal.database;
  const files = fileStore(portal.dataDir);
  await sql`update attachments set uploaded_at = now() - interval '25 hours' where id = ${id}`;
  expect(await removeLooseAttachments(db, files)).toBe(1);
  expect([isKept(key, 1), isKept(key, 2)]).toEqual([false, false]);
  await files.put(pictureKey(key, 1), 'of a reader that was late');
  expect(await removeUnnamedFiles(db, files, new Date())).toBe(0);
  expect(await removeUnnamedFiles(db, files, new Date(Date.now() + 25 * 3_600_000))).toBe(1);
  expect(isKept(key, 1)).toBe(false);
}, 120_000);

test('the desk shows each value in its line with how surely it was read, and where a picture is lost its page alone', async () => {
  const { id, key } = await aReadScan();
  const order = await anOrder(people, 'priced');
  await people.wang.post(`${order.path}/payment`, {
    voucherAmount: '30000.00',
    contract: { ...contract(id), number: 'HT-2026-001' },
  });
  const { items } = (await people.li.get('/api/tasks?limit=100')).body;
  const task = items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id);
  const li = await aBrowser(portal, 'park');
  const { text } = await li.open(`/tasks/${task.id}`);
  expect(text).toContain(`<image href="/attachments/${id}/pages/1" width="1000" height="1414"`);
  expect(text).toContain('aria-label="原件第 1 页中“订单金额”所在的一行，已标出"');
  expect(plain(text)).toMatch(/辨认把握 (?:[89]\d|100) %/);
  await fileStore(portal.dataDir).delete(pictureKey(key, 1));
  const without = (await li.open(`/tasks/${task.id}`)).text;
  expect(without).not.toContain(`/attachments/${id}/pages/1`);
  expect(hrefsIn(without)).toContain(`/attachments/${id}?page=1#page=1&navpanes=0&view=FitH`);
}, 120_000);
