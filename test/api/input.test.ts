import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOffer, anOrder, cast, contract, redemption } from './support/story.ts';
import type { Cast } from './support/story.ts';

let portal: TestPortal;
let people: Cast;
let order: Awaited<ReturnType<typeof anOrder>>;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  order = await anOrder(people, 'priced');
});

afterAll(() => portal.stop());

const counted = async () => {
  const [row] = await portal.database
    .client`select (select count(*) from commands)::int as commands, (select count(*) from orders)::int as orders, (select count(*) from order_events)::int as events`;
  return row;
};

/** The call is refused with this pointer, and leaves no row behind. */
async function refusedAt(
  call: () => PromiseLike<{ status: number; body: { code: string; errors?: { pointer: string; code: string }[] } }>,
  pointer: string,
  code?: string,
): Promise<void> {
  const before = await counted();
  const { status, body } = await call();
  expect({ status, code: body.code }).toEqual({ status: 422, code: 'form.invalid' });
  expect(body.errors?.map((error) => error.pointer)).toContain(pointer);
  if (code) expect(body.errors?.find((error) => error.pointer === pointer)?.code).toBe(code);
  expect(await counted()).toEqual(before);
}

describe('an amount', () => {
  const BAD: readonly unknown[] = [
    undefined,
    null,
    true,
    50000,
    -1,
    {},
    [],
    ['1.00'],
    '',
    ' ',
    '-1',
    '+1',
    '1e3',
    'NaN',
    'Infinity',
    '1.000',
    '1.',
    '.5',
    '01',
    '1,000.00',
    '１００',
    '0x10',
    ' 1',
    '1 ',
    '12345678901',
    '9'.repeat(400),
    '1\u0000',
    '一百',
    { amount: '1.00' },
    { currency: 'CNY' },
    { amount: '1.00', currency: 'USD' },
    { amount: '1.00', currency: 'cny' },
    { amount: 1, currency: 'CNY' },
    { amount: ['1'], currency: 'CNY' },
  ];
  test.each(BAD.map((value) => ({ value })))('is not $value', async ({ value }) => {
    await refusedAt(() => people.chen.post(`${order.path}/price`, { orderAmount: value }), '/orderAmount');
  });

  test.each(['1', '1.5', '1.50', '0.01', '50000.00', { amount: '50000', currency: 'CNY' }])('is %j', async (value) => {
    expect((await people.chen.post(`${order.path}/price`, { orderAmount: value, surplus: 'ignored' })).status).toBe(
      200,
    );
  });

  test('of zero and above P is refused by the rule, with its source', async () => {
    expect((await people.chen.post(`${order.path}/price`, { orderAmount: '0' })).body).toMatchObject({
      status: 422,
      code: 'order.amount-zero',
    });
    expect((await people.chen.post(`${order.path}/price`, { orderAmount: '60000.01' })).body).toMatchObject({
      status: 422,
      code: 'order.above-list-price',
      source: 'L117',
    });
    expect((await people.chen.post(`${order.path}/price`, { orderAmount: '50000.00' })).status).toBe(200);
  });
});

describe('a day', () => {
  test.each([
    '2026-02-30',
    '2026-13-01',
    '2026-1-1',
    '26-01-01',
    '20260101',
    '2026-01-01T00:00:00Z',
    '２０２６-01-01',
    '',
    'gestern',
    20260101,
    null,
    ['2026-01-01'],
    '0000-00-00',
    '9999-12-31',
    '2026-01-01\u0000',
  ])('is not %j', async (signedOn) => {
    await refusedAt(
      () =>
        people.wang.post(`${order.path}/payment`, {
          voucherAmount: '1.00',
          contract: { ...contract(order.id), signedOn },
        }),
      '/contract/signedOn',
    );
  });

  test('of a contract in the future or before the grant is refused by the rule', async () => {
    const pay = async (signedOn: string) =>
      (
        await people.wang.post(`${order.path}/payment`, {
          voucherAmount: '30000.00',
          contract: { ...contract(await people.wang.file('contract')), signedOn },
        })
      ).body;
    expect(await pay('2199-01-01')).toMatchObject({ status: 422, code: 'contract.in-future' });
    expect(await pay('2020-01-01')).toMatchObject({ status: 422, code: 'contract.before-grant', source: 'L177' });
  });
});

describe('a text', () => {
  const close = (reason: unknown) => () => people.chen.post(`${order.path}/closure`, { reason });
  test.each(
    [undefined, null, '', '   ', '\n', 7, {}, [], ['理由'], 'a\u0000b', 'a\u0007', '\ud800', 'x\udfff!'].map(
      (value) => ({ value }),
    ),
  )('is not $value', async ({ value }) => {
    await refusedAt(close(value), '/reason');
  });

  test('has a limit in characters, as people count them', async () => {
    await refusedAt(close('好'.repeat(501)), '/reason', 'form.too-long');
    await refusedAt(close('x'.repeat(100_000)), '/reason', 'form.too-long');
    const rejected = await anOrder(people, 'unpaid');
    const reason = '👩‍👩‍👧'.repeat(500);
    expect((await people.chen.post(`${rejected.path}/closure`, { reason })).body.remark).toBe(reason);
  });

  test('keeps what it says: quotes, tags, 汉字 of every plane', async () => {
    const closed = await anOrder(people, 'unpaid');
    const reason = `"';drop table orders;-- <script>alert(1)</script> 𠮷野 ‮ {{x}} \${y}`;
    expect((await people.chen.post(`${closed.path}/closure`, { reason: `  ${reason}  ` })).body.remark).toBe(
      reason.trim(),
    );
  });
});

test('every field of a payment and a redemption is asked for by name', async () => {
  const missing = await people.wang.post(`${order.path}/payment`, {});
  expect(missing.body.errors).toEqual(
    expect.arrayContaining([
      { pointer: '/voucherAmount', code: 'form.required', detail: '必须填写。' },
      expect.objectContaining({ pointer: '/contract' }),
    ]),
  );
  const empty = await people.wang.post(`${order.path}/payment`, { contract: { clauses: {} } });
  for (const pointer of [
    '/contract/number',
    '/contract/signedOn',
    '/contract/totalAmount',
    '/contract/selfPaidAmount',
    '/contract/clauses/serviceContent',
    '/contract/signedAndSealed',
    '/contract/attachmentId',
  ]) {
    expect(empty.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  }
  const claim = await redemption(people.chen);
  const ask = (changes: object) => () => people.chen.post(`${order.path}/redemption`, { ...claim, ...changes });
  await refusedAt(ask({ effect: '好'.repeat(2001) }), '/effect', 'form.too-long');
  await refusedAt(ask({ invoices: [] }), '/invoices', 'form.too-few');
  await refusedAt(ask({ invoices: 'x' }), '/invoices');
  await refusedAt(ask({ invoices: [{ ...claim.invoices[0], amount: '1.001' }] }), '/invoices/0/amount', 'form.amount');
  await refusedAt(ask({ invoices: Array(51).fill(claim.invoices[0]) }), '/invoices', 'form.too-many');
  await refusedAt(
    ask({ attachments: { ...claim.attachments, results: ['not an id'] } }),
    '/attachments/results/0',
    'form.id',
  );
});

test('a decision names the version it saw', async () => {
  for (const [who, path, body] of [
    [people.li, 'payment/approval', {}],
    [people.li, 'payment/rejection', { reason: '理由' }],
    [people.zhao, 'redemption/approval', { amount: '1.00' }],
    [people.zhao, 'redemption/return', { reason: '理由' }],
    [people.zhao, 'redemption/rejection', { reason: '理由', final: false }],
  ] as const) {
    await refusedAt(() => who.post(`${order.path}/${path}`, body), '/version', 'form.required');
    for (const version of ['1', 1.5, 0, -1, 1e10, [1]])
      await refusedAt(() => who.post(`${order.path}/${path}`, { ...body, version }), '/version');
  }
  expect((await people.chen.post(`${order.path}/price`, { orderAmount: '1.00', version: 1 })).body).toMatchObject({
    status: 409,
    code: 'order.content-changed',
  });
  await refusedAt(() => people.wang.delete(`${order.path}/payment?version=x`), '/query/version');
  await refusedAt(() => people.wang.delete(`${order.path}/payment?version=1&version=2`), '/query/version');
});

test('ids that are none, of nothing, or of something else', async () => {
  const { wang } = people;
  const offer = await anOffer(wang);
  await refusedAt(() => wang.post('/api/orders', { ...offer, productId: 'x' }), '/productId', 'form.id');
  await refusedAt(() => wang.post('/api/orders', { ...offer, voucherLineId: 7 }), '/voucherLineId');
  expect((await wang.post('/api/orders', { ...offer, productId: order.id })).body).toMatchObject({
    status: 422,
    code: 'product.not-live',
  });
  expect((await wang.post('/api/orders', { ...offer, voucherLineId: order.id })).body).toMatchObject({
    status: 422,
    code: 'voucher.line-unknown',
  });
  for (const id of [
    'x',
    '%00',
    '..%2f..',
    order.id.slice(1),
    "'",
    '00000000-0000-4000-8000-000000000000',
    '%F0%9F%92%A9',
  ])
    expect((await wang.get(`/api/orders/${id}`)).body).toMatchObject({ status: 404, code: 'order.not-found' });
  expect((await wang.get('/api/orders/%E0%A4%A')).status).toBe(400);
  expect((await wang.get(`/api/orders/${order.id.toUpperCase()}`)).status).toBe(200);
});

describe('a body', () => {
  const raw = (type: string, body: string | Buffer) =>
    request(portal.url).post('/api/orders').set(people.wang.headers).set('content-type', type).send(body);
  test('that is no JSON is malformed', async () => {
    for (const body of ['{', '"text"', 'null', '{"a":1}}', '{"a":undefined}', '\u0000'])
      expect((await raw('application/json', body)).body).toMatchObject({ status: 400, code: 'request.malformed' });
    for (const body of ['[]', '{}', '[[[]]]']) expect((await raw('application/json', body)).status).toBe(422);
  });
  test('of another type is refused', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
    ])
      expect((await raw(type, 'x=1')).body).toMatchObject({ status: 415, code: 'request.unsupported-type' });
    expect((await raw('application/json; charset=klingon', '{}')).status).toBe(415);
  });
  test('of 10 MB, or deep as a well, is no trouble', async () => {
    expect((await raw('application/json', JSON.stringify({ note: 'x'.repeat(10_000_000) }))).body).toMatchObject({
      status: 413,
      code: 'request.too-large',
    });
    expect((await raw('application/json', `{"note":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).status).toBe(422);
    expect((await raw('application/json', '{"__proto__":{"productId":"x"},"constructor":1}')).status).toBe(422);
  });
  test('that is missing is an empty form', async () => {
    expect((await request(portal.url).post('/api/orders').set(people.wang.headers)).status).toBe(422);
  });
});

describe('a list', () => {
  test.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=x',
    'limit=1.5',
    'limit=1&limit=2',
    'limit=1e2',
    'state=paid&state=unpaid',
    'state=lost',
    'state[]=paid&state=1',
    'after=x',
    'after=eyJ9',
    'after=W10',
    'after=WzEsMl0',
    'q=%00',
    'q=a&q=b',
    `q=${'x'.repeat(101)}`,
  ])('of orders is not asked for by %s', async (query) => {
    expect((await people.wang.get(`/api/orders?${query}`)).body).toMatchObject({ status: 422, code: 'form.invalid' });
  });
  test.each(['state=&q=&after=&limit=', 'limit=100', 'unknown=1', 'q=%25_', 'q=!!!', 'state=closed'])(
    'of orders is asked for by %s',
    async (query) => {
      expect((await people.wang.get(`/api/orders?${query}`)).status).toBe(200);
    },
  );
  test('cursors of another list are none of this one', async () => {
    const { next } = (await portal.visitor.get('/api/products?limit=1')).body;
    expect((await people.wang.get(`/api/orders?after=${next}`)).status).toBe(422);
    for (const path of ['/api/products', '/api/vouchers', '/api/notifications', '/api/orders'])
      expect((await people.wang.get(`${path}?after=bm9uZQ`)).status).toBe(422);
    expect((await people.li.get('/api/tasks?kind=none')).status).toBe(422);
  });
});

test('unknown addresses and methods', async () => {
  expect((await people.wang.get('/api/nothing')).body).toMatchObject({ status: 404, code: 'request.unknown-path' });
  expect((await people.wang.get(`${order.path}/nothing`)).status).toBe(404);
  const put = await request(portal.url).put(order.path).set(people.wang.headers).send({});
  expect(put.body).toMatchObject({ status: 405, code: 'request.method-not-allowed' });
  expect(put.get('Allow')).toBe('GET');
});

test('English for those who ask for it', async () => {
  const ask = async (language: string) =>
    (await people.chen.post(`${order.path}/price`, { orderAmount: '60000.01' }, { 'accept-language': language })).body
      .detail;
  expect(await ask('en-GB,en;q=0.9')).toMatch(/^The confirmed amount/);
  for (const language of ['zh-CN', 'de', '*', 'en;q=0.1, zh', ''])
    expect(await ask(language)).toMatch(/^核定后的订单金额/);
  expect((await people.wang.get(order.path, { 'accept-language': 'en' })).body.stateLabel).toBe('Unpaid');
});
