import { randomUUID } from 'node:crypto';
import { request as open } from 'node:http';
import type { ClientRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import request from 'supertest';
import { Refused } from '../../api/actions/errors.ts';
import { listKeys } from '../../api/files/store.ts';
import { fileStore } from '../../file-store.ts';
import { takeFiles } from '../../api/forms/multipart.ts';
import { createLog } from '../../api/log.ts';
import { PAGES } from '../../api/pages/table.ts';
import { given } from '../setup/database.ts';
import { dom } from '../setup/dom.ts';
import { equals, eventually } from '../setup/eventually.ts';
import { aSlowLine } from '../setup/slow-line.ts';
import type { SlowLine } from '../setup/slow-line.ts';
import { PDF } from './support/client.ts';
import type { TestClient } from './support/client.ts';
import { hiddenIn, valuesIn } from './support/page-form.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { mountSmallStore } from './support/small-store.ts';
import { anOrder, cast } from './support/story.ts';
import type { Cast } from './support/story.ts';

/** What becomes of a form with files when its files find no place. */

let line: SlowLine;
let portal: TestPortal;
let people: Cast;
let wang: TestClient;
let unmount: (() => void) | undefined;

beforeAll(async () => {
  const { host } = new URL(given('TEST_POSTGRES_URL'));
  line = await aSlowLine(host);
  portal = await aPortal({ commandWaitMs: 1_000, databasePort: Number(line.address.split(':')[1]) });
  unmount = mountSmallStore(portal);
  people = await cast(portal);
  ({ wang } = people);
}, 60_000);

afterEach(() => line.release());

afterAll(async () => {
  unmount?.();
  await portal.stop();
  await line.close();
});

const incoming = () => listKeys(fileStore(portal.dataDir), 'incoming');
const lie = (count: number) => eventually(async () => (await incoming()).length, equals(count));

const addressOf = (order: { readonly id: string }) => `/orders/${order.id}/payment`;
const html = { accept: 'text/html' };

/** A form whose file stands before the fields that were typed. */
const form = (path: string, content = PDF) =>
  request(portal.url)
    .post(path)
    .set({ ...wang.headers, ...html })
    .field('click', randomUUID())
    .attach('contract', content, '合同.pdf')
    .field('number', 'HT-2026-009')
    .field('totalAmount', '50000.00');

/** The page is shown again, with all that was typed. */
function isShownAgain(answer: { readonly status: number; readonly text: string }, why: string): void {
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(why);
  expect(valuesIn(answer.text)).toEqual(expect.arrayContaining(['HT-2026-009', '50000.00']));
}

/** Begins to send a form with a file, and goes on no further. */
function begun(path: string, headers: Record<string, string>, localAddress = '127.0.0.1'): ClientRequest {
  const { hostname, port } = new URL(portal.url);
  const call = open({
    hostname,
    port,
    path,
    method: 'POST',
    localAddress,
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' },
  });
  call.on('error', () => undefined);
  call.write('--x\r\nContent-Disposition: form-data; name="contract"; filename="a.pdf"\r\n\r\n%PDF');
  return call;
}

describe('the form comes back with everything that was typed', () => {
  test('when the store is full', async () => {
    if (!unmount) return;
    const order = await anOrder(people, 'priced');
    isShownAgain(await form(addressOf(order), Buffer.concat([PDF, Buffer.alloc(4 * 2 ** 20, 32)])), '文件存储空间不足');
    isShownAgain(await form(addressOf(order), Buffer.concat([PDF, Buffer.alloc(2 * 2 ** 20, 32)])), '文件存储空间不足'); // it arrives, and cannot be kept
    await lie(0);
  });

  test('when so many forms of one account are under way; others are not kept waiting', async () => {
    const order = await anOrder(people, 'priced');
    const others = Array.from({ length: 4 }, () => begun(addressOf(order), wang.headers));
    await lie(4);
    isShownAgain(await form(addressOf(order)), '同时上传的文件过多');
    const qian = await portal.as('enterprise-2');
    const foreign = await form(addressOf(order)).set(qian.headers);
    expect(foreign.status).toBe(404); // of that order she knows nothing, but her form was read
    for (const call of others) call.destroy();
    await lie(0);
    const later = await form(addressOf(order));
    expect(later.text).not.toContain('同时上传的文件过多');
  });

  test('when a quota has no room for the copy of a file of another order', async () => {
    const first = await anOrder(people, 'paymentReview');
    const { attachmentId } = (await wang.get(first.path)).body.contract;
    const order = await anOrder(people, 'priced');
    const { client: sql } = portal.database;
    const [kept] = await sql`select quotas from quotas`;
    await sql`update quotas set quotas = jsonb_set(quotas, '{account,filesADay}', '0')`;
    try {
      const chosen = { number: 'HT-2026-009', totalAmount: '50000.00', click: randomUUID(), contract: attachmentId };
      const call = request(portal.url)
        .post(addressOf(order))
        .set({ ...wang.headers, ...html });
      isShownAgain(await call.type('form').send(chosen), '今天上传的文件已达上限');
    } finally {
      await sql`update quotas set quotas = ${JSON.stringify(kept?.['quotas'])}`;
    }
  });
});

describe('what the page says that the database is away', () => {
  test('holds the form, also when the call was given up', async () => {
    const order = await anOrder(people, 'priced');
    line.hold();
    const answer = await form(addressOf(order));
    expect([answer.status, hiddenIn(answer.text, 'number'), hiddenIn(answer.text, 'totalAmount')]).toEqual([
      503,
      'HT-2026-009',
      '50000.00',
    ]);
    expect(answer.text).toContain('请重新选择：合同.pdf');
  });

  test('holds no form that has not arrived whole', async () => {
    const order = await anOrder(people, 'priced');
    const call = begun(addressOf(order), { ...wang.headers, ...html });
    const answered = new Promise<string>((resolve) => {
      call.on('response', (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (part: string) => (text += part))
          .on('end', () => resolve(text));
      });
    });
    call.write('\r\n--x\r\nContent-Disposition: form-data; name="number"\r\n\r\nHT-2026-009\r\n--x\r\n');
    const page = dom(await answered);
    call.destroy();
    expect(page.text).toContain('暂时');
    expect(page.roles('form').filter((one) => one.attribute('action') === addressOf(order))).toEqual([]);
  });
});

describe('strangers', () => {
  test('take no room from those who are signed in, and have little themselves', async () => {
    const order = await anOrder(people, 'priced');
    const networks = Array.from({ length: 8 }, (_, at) => `127.0.0.${at + 2}`);
    const others = networks.flatMap((network) =>
      Array.from({ length: 4 }, () => begun(addressOf(order), { 'x-one': '1' }, network)),
    );
    try {
      const stranger = () =>
        request(portal.url)
          .post(addressOf(order))
          .set(html)
          .field('number', 'HT-2026-009')
          .attach('contract', PDF, 'a.pdf');
      await eventually(
        async () => stranger(),
        ({ status }) => status === 429,
      );
      expect((await form(addressOf(order))).text).toContain('HT-2026-009');
    } finally {
      for (const call of others) call.destroy();
    }
  });
});

describe('a form whose page takes no files', () => {
  test.each(PAGES.filter(({ method, files }) => method === 'post' && !files).map(({ path }) => [path]))(
    'is not read as one with files: %s',
    async (path) => {
      const call = request(portal.url).post(path.replaceAll(/:\w+/g, randomUUID())).set(wang.headers);
      const answer = await call.attach('contract', PDF, 'a.pdf');
      expect(answer.status).toBe(415);
      expect(await incoming()).toEqual([]);
    },
  );
});

test('a form is read no further than to the text that any form holds', async () => {
  const app = express();
  app.post('/', takeFiles({ files: fileStore(portal.dataDir), log: createLog('silent') }));
  app.use((error: unknown, { body }: Request, response: Response, _next: NextFunction) => {
    response.json({ code: error instanceof Refused && error.code, read: Object.keys(body as object).length });
  });
  const call = request(app).post('/');
  for (let count = 0; count < 400; count += 1) void call.field(`f${count}`, 'x'.repeat(60_000));
  expect((await call).body).toEqual({ code: 'request.too-large', read: 5 });
});
