import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { request as open } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { FORM_BYTES_AT_MOST } from '../../api/forms/multipart.ts';
import { eventually } from '../setup/eventually.ts';
import { PDF } from './support/client.ts';
import type { TestClient } from './support/client.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { mountSmallStore } from './support/small-store.ts';

let portal: TestPortal;
let chen: TestClient;

beforeAll(async () => {
  portal = await aPortal({ withoutWorker: true });
  chen = await portal.as('institution');
});

afterAll(() => portal.stop());

const MiB = 1024 * 1024;
const padded = (size: number) => Buffer.concat([PDF, Buffer.alloc(size - PDF.length, 32)]);
const somewhere = () => `/orders/${randomUUID()}/redemption`;

/** The files in the store, by their whole path. */
const stored = ({ dataDir }: Pick<TestPortal, 'dataDir'>): string[] =>
  readdirSync(join(dataDir, 'attachments'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const incoming = (): string[] => stored(portal).filter((path) => path.includes('incoming'));
const nothingIncoming = () =>
  eventually(
    async () => incoming(),
    (files) => files.length === 0,
  );

const form = (path = somewhere()) => request(portal.url).post(path).set(chen.headers).set('accept', 'text/html');

describe('what a form has sent leaves the store with the answer', () => {
  test('when it is kept, when it is refused, when it is too large', async () => {
    expect((await chen.upload('contract')).status).toBe(201);
    expect((await chen.upload('contract', { name: 'a.pdf', content: Buffer.from('hello') })).status).toBe(415);
    expect((await chen.upload('contract', { content: padded(5 * MiB + 1) })).status).toBe(413);
    const call = form().field('_csrf', chen.headers['x-csrf-token'] ?? '');
    expect((await call.attach('results', padded(5 * MiB + 1), 'a.pdf').attach('results', PDF, 'b.pdf')).status).toBe(
      404,
    );
    expect((await form().attach('results', PDF, 'a.pdf').set('x-csrf-token', 'no')).status).toBe(303);
    await nothingIncoming();
  });

  test('when its client is gone in the middle', async () => {
    const { hostname, port } = new URL(portal.url);
    const headers = { ...chen.headers, 'content-type': 'multipart/form-data; boundary=x' };
    const call = open({ hostname, port, path: somewhere(), method: 'POST', headers });
    call.on('error', () => undefined);
    call.write('--x\r\nContent-Disposition: form-data; name="results"; filename="a.pdf"\r\n\r\n');
    call.write(padded(MiB));
    await eventually(
      async () => incoming(),
      (files) => files.length === 1,
    );
    call.destroy();
    await nothingIncoming();
  });
});

test('a part without a name is a form that is wrong', async () => {
  const parts = ['Content-Disposition: form-data', 'Content-Disposition: form-data; filename="a.pdf"'];
  for (const part of parts) {
    const body = `--x\r\n${part}\r\n\r\n%PDF\r\n--x--\r\n`;
    for (const path of ['/api/attachments', somewhere()]) {
      const answer = await form(path).set('content-type', 'multipart/form-data; boundary=x').send(body);
      expect([part, path, answer.status]).toEqual([part, path, 422]);
    }
  }
});

test('the proxy lets the largest form through', () => {
  const proxy = readFileSync('deploy/proxy/Caddyfile', 'utf8');
  expect(Number(/max_size (\d+)MB/.exec(proxy)?.[1]) * 1e6).toBeGreaterThanOrEqual(FORM_BYTES_AT_MOST);
});

describe('a full store', () => {
  let full: TestPortal;
  let unmount: (() => void) | undefined;

  beforeAll(async () => {
    full = await aPortal({ withoutWorker: true });
    unmount = mountSmallStore(full);
  });

  afterAll(async () => {
    unmount?.();
    await full.stop();
  });

  test('is answered with 503, leaves nothing behind, and takes files again when there is room', async () => {
    if (!unmount) return;
    const wang = await full.as('enterprise');
    const { client: sql } = full.database;
    const upload = () =>
      request(full.url)
        .post('/api/attachments')
        .set(wang.headers)
        .field('kind', 'contract')
        .attach('file', padded(4 * MiB), 'a.pdf');
    const answer = await upload();
    expect([answer.status, answer.body.code]).toEqual([503, 'unavailable.storage']);
    const twice = request(full.url).post('/api/attachments').set(wang.headers).field('kind', 'contract'); // it arrives, and cannot be kept
    expect((await twice.attach('file', padded(2 * MiB), 'a.pdf')).status).toBe(503);
    await eventually(
      async () => stored(full),
      (files) => files.length === 0,
    );
    expect(await sql`select id from attachments`).toEqual([]);
    expect((await wang.upload('contract')).status).toBe(201);
  });
});
