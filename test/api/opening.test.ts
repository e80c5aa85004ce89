import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDocuments } from '../../api/documents/documents.ts';
import { handMade } from '../documents/corpus/raw-pdf.ts';
import { aBomb, aCircle, aContractPdf, setPdf } from '../documents/pdfs.ts';
import { eventually } from '../setup/eventually.ts';
import { PDF } from './support/client.ts';
import type { TestClient } from './support/client.ts';
import { aBrowser, hrefsIn, plain } from './support/page-form.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast } from './support/story.ts';
import type { Cast } from './support/story.ts';

/** What is told of a PDF when it is uploaded. */

let portal: TestPortal;
let people: Cast;
let wang: TestClient;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  ({ wang } = people);
  // Until the process that opens files has started, they are taken as they are.
  await eventually(
    () => wang.upload('contract', { content: Buffer.from('%PDF-1.4\n') }),
    ({ status }) => status === 422,
    { withinMs: 50_000 },
  );
}, 60_000);

afterAll(() => portal.stop());

const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';
const whole = PDF.toString('latin1');
const mended = (from: RegExp | string, to: string): Buffer => Buffer.from(whole.replace(from, to), 'latin1');
const fromCases = (name: string): Buffer => readFileSync(new URL(`../documents/cases/${name}.pdf`, import.meta.url));

const REFUSED: readonly (readonly [string, string, () => Buffer | Promise<Buffer>])[] = [
  ['nothing', 'empty', () => Buffer.alloc(0)],
  ['no page', 'empty', () => handMade([CATALOG, '<< /Type /Pages /Kids [] /Count 0 >>'])],
  ['a password', 'locked', () => setPdf(['合同'], { userPassword: 'secret' })],
  ['a password and one of its owner', 'locked', () => setPdf(['合同'], { userPassword: 'a', ownerPassword: 'b' })],
  ['a password, as it came', 'locked', () => fromCases('user-password')],
  ['nothing but a head', 'broken', () => Buffer.from('%PDF-1.4\n')],
  ['another program behind its head', 'broken', () => fromCases('fake-header')],
  ['noise', 'broken', () => Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(100_000, 0xa5)])],
  ['its first half', 'broken', async () => halfOf(await aContractPdf())],
  ['pages that hold each other', 'broken', aCircle],
  ['a page that is not there', 'broken', () => handMade([CATALOG, '<< /Type /Pages /Kids [9 0 R] /Count 1 >>'])],
  ['no catalog', 'broken', () => handMade(['<< /Type /Catalog >>'])],
];

const halfOf = (pdf: Buffer): Buffer => pdf.subarray(0, pdf.length / 2);

const TOLD = { empty: '文件是空的', locked: '文件有密码，请去掉密码后再上传', broken: '文件打不开' } as const;

test.each(REFUSED)('a file with %s is refused as %s, and nothing of it is kept', async (_what, why, content) => {
  const { client: sql } = portal.database;
  const count = async () => (await sql`select count(*)::int as n from attachments`)[0]?.['n'];
  const before = await count();
  const { body } = await wang.upload('invoice', { content: await content() });
  expect(body).toMatchObject({ status: 422, code: `attachment.${why}`, source: 'L84' });
  expect(body.detail).toContain(TOLD[why as keyof typeof TOLD]);
  expect(await count()).toBe(before);
});

const TAKEN: readonly (readonly [string, () => Buffer | Promise<Buffer>])[] = [
  ['an empty page', () => PDF],
  ['a password for its owner alone', () => setPdf(['合同'], { ownerPassword: 'secret' })],
  ['a table of objects that is somewhere else', () => mended(/startxref\n\d+/, 'startxref\n99999')],
  ['a table of objects that is wrong', () => mended(/0(\d{9}) 00000 n/g, '9$1 00000 n')],
  ['no end', () => mended(/startxref[^]*$/, '')],
  ['blanks behind its end', () => Buffer.concat([PDF, Buffer.alloc(100_000, 32)])],
  ['a number of pages that is too high', () => mended('/Count 1', '/Count 7')],
  ['more in it than there is room for', () => aBomb(300)],
  ['line ends before its head', () => fromCases('lead-newline')],
];

test.each(TAKEN)('a file with %s is taken', async (_what, content) => {
  expect((await wang.upload('contract', { content: await content() })).status).toBe(201);
});

test('a form says so at its file field, and keeps what was typed', async () => {
  const order = await anOrder(people, 'priced');
  const page = `/orders/${order.id}/payment`;
  const browser = await aBrowser(portal, 'enterprise');
  const back = await browser.send(page, page, { number: 'HT-2026-009' }, [
    { field: 'contract', content: fromCases('user-password') },
  ]);
  expect(back.status).toBe(422);
  expect(hrefsIn(back.text)).toContain('#upload-contract');
  expect(plain(back.text)).toContain('文件有密码，请去掉密码后再上传');
  expect(back.text).toContain('HT-2026-009');
});

test('a file that there is no time to open is not judged', async () => {
  const documents = createDocuments();
  const began = Date.now();
  expect(await documents.openPdf('wang', () => new Promise<never>(() => undefined))).toBeUndefined();
  expect(Date.now() - began).toBeLessThan(5_000);
  documents.stop();
});

test('nor is one that there is no room for', async () => {
  const documents = createDocuments();
  const all = Promise.all(Array.from({ length: 30 }, () => documents.openPdf('wang', () => Promise.resolve(PDF))));
  expect((await all).slice(25)).toEqual(Array(5).fill(undefined));
  documents.stop();
});
