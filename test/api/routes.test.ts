import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROUTES } from '../../api/json/routes/table.ts';
import { anInvoiceNumber } from '../makers.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { aRegistration } from './support/registration.ts';
import { anOffer, anOrder, cast, contract, today } from './support/story.ts';
import { someone } from './support/client.ts';
import { NEW_PASSWORD, newestReset, requestForNobody, resetThrottles } from './support/password-reset.ts';
import type { TestClient } from './support/client.ts';

/**
 * Role × owner × route, written by hand from api.md. Columns: what each person is answered on an order of wang (enterprise,
 * park) with chen (institution), asked with a form that is right: `.` past the door, whatever the state then says; a number is
 * the status. The people ending in 2 belong to the other company, enterprise and park.
 *
 *                                                     enter-    insti-  
 *                                              nobody prise  -2 tution -2 park -2 center finance admin
 */
const GRID = `
  POST /api/session                                 .     .   .     .   .    .   .      .       .     .
  GET /api/session                                401     .   .     .   .    .   .      .       .     .
  DELETE /api/session                             401     .   .     .   .    .   .      .       .     .
  GET /api/sessions                               401     .   .     .   .    .   .      .       .     .
  DELETE /api/sessions                            401     .   .     .   .    .   .      .       .     .
  DELETE /api/sessions/{id}                       401   404 404   404 404  404 404    404     404   404
  POST /api/session/password                      401   422 422   422 422  422 422    422     422   422
  GET /api/products                                 .     .   .     .   .    .   .      .       .     .
  GET /api/products/{id}                            .     .   .     .   .    .   .      .       .     .
  GET /api/vouchers                               401     .   .     .   .    .   .      .       .     .
  GET /api/vouchers/{id}                          401     . 404     . 404    . 404      .       .     .
  GET /api/vouchers/{id}/entries                  401     . 404   404 404    . 404      .       .     .
  GET /api/orders/{id}/voucher                    401     . 404     . 404    . 404      .     404     .
  POST /api/orders                                401     . 422   403 403  403 403    403     403   403
  GET /api/orders                                 401     .   .     .   .    .   .      .       .     .
  GET /api/orders/{id}                            401     . 404     . 404    . 404      .     404     .
  GET /api/orders/{id}/changes/{changeId}         401   404 404   404 404  404 404    404     404   404
  POST /api/orders/{id}/price                     401   403 403     . 404  403 403    403     403   403
  POST /api/orders/{id}/payment                   401     . 404   403 403  403 403    403     403   403
  DELETE /api/orders/{id}/payment                 401     . 404   403 403  403 403    403     403   403
  POST /api/orders/{id}/payment/approval          401   403 403   403 403    . 404    403     403   403
  POST /api/orders/{id}/payment/rejection         401   403 403   403 403    . 404    403     403   403
  POST /api/orders/{id}/redemption                401   403 403     . 404  403 403    403     403   403
  POST /api/orders/{id}/redemption/return         401   403 403   403 403  403 403      .     403   403
  POST /api/orders/{id}/redemption/supplement     401   403 403     . 404  403 403    403     403   403
  POST /api/orders/{id}/redemption/approval       401   403 403   403 403  403 403      .     403   403
  POST /api/orders/{id}/redemption/rejection      401   403 403   403 403  403 403      .     403   403
  POST /api/orders/{id}/payouts                   401   403 403   403 403  403 403    403     404   403
  POST /api/orders/{id}/payouts/failure           401   403 403   403 403  403 403    403     404   403
  POST /api/orders/{id}/changes                   401   403 403     . 404  403 403    403     403   403
  POST /api/orders/{id}/changes/{changeId}/acceptance 401 404 404 403 403  403 403    403     403   403
  POST /api/orders/{id}/changes/{changeId}/approval   401 403 403 403 403  404 404    403     403   403
  POST /api/orders/{id}/changes/{changeId}/rejection  401 403 403 403 403  404 404    403     403   403
  DELETE /api/orders/{id}/changes/{changeId}      401   404 404   404 404  404 404    403     403   403
  POST /api/orders/{id}/closure                   401     . 404     . 404  403 403      .     403   403
  POST /api/orders/{id}/closure/withdrawal        401     . 404     . 404  403 403      .     403   403
  GET /api/decisions                              401   403 403   403 403    .   .      .       .     .
  GET /api/tasks                                  401   403 403     .   .    .   .      .       .     .
  GET /api/tasks/{id}                             401   403 403   404 404    . 404    404     404   404
  POST /api/tasks/{id}/claim                      401   403 403   404 404    . 404    404     404   404
  DELETE /api/tasks/{id}/claim                    401   403 403   404 404    . 404    404     404   404
  POST /api/tasks/{id}/viewing                    401   403 403   403 403    . 404    404     404   404
  DELETE /api/tasks/{id}/viewing                  401   403 403   403 403    .   .      .       .     .
  GET /api/payout-batches                         401   403 403   403 403  403 403    403       .     .
  POST /api/payout-batches                        401   403 403   403 403  403 403    403     404   403
  GET /api/payout-batches/{id}                    401   403 403   403 403  403 403    403       .     .
  POST /api/payout-batches/{id}/lines/{lineId}/payment 401 403 403 403 403 403 403    403       .   403
  POST /api/payout-batches/{id}/lines/{lineId}/failure 401 403 403 403 403 403 403    403       .   403
  DELETE /api/payout-batches/{id}/lines/{lineId}  401   403 403   403 403  403 403    403       .   403
  POST /api/payout-batches/{id}/lines/{lineId}/removal 401 403 403 403 403 403 403    403       .   403
  POST /api/registrations                           .     .   .     .   .    .   .      .       .     .
  POST /api/password-resets                         .     .   .     .   .    .   .      .       .     .
  GET /api/password-resets/{id}                   401   403 403   403 403  403 403      .     403     .
  POST /api/password-resets/staff                 401   403 403   403 403  403 403    403     403   422
  POST /api/password-resets/{id}/link             401   403 403   403 403  403 403      .     403   403
  POST /api/password-resets/{id}/refusal          401   403 403   403 403  403 403      .     403   403
  POST /api/password                              422   422 422   422 422  422 422    422     422   422
  POST /api/attachments                           401     .   .     .   .    .   .      .       .     .
  GET /api/attachments/{id}                       401     . 404     . 404    . 404      .     404     .
  GET /api/attachments/{id}/reading               401     . 404     . 404    . 404      .     404     .
  GET /api/notifications                          401     .   .     .   .    .   .      .       .     .
  POST /api/notifications/read                    401     .   .     .   .    .   .      .       .     .
  POST /api/notifications/{id}/read               401   404 404     . 404  404 404    404     404   404
  GET /api/commands/{id}                          401     . 404   404 404  404 404    404     404   404
`;

const PEOPLE = [
  'enterprise',
  'enterprise-2',
  'institution',
  'institution-2',
  'park',
  'park-2',
  'center',
  'finance',
  'admin',
] as const;

const rows = GRID.trim()
  .split('\n')
  .map((line) => {
    const [method = '', path = '', ...cells] = line.trim().split(/\s+/);
    return { call: `${method} ${path}`, method, path, cells };
  });

let portal: TestPortal;
let ids: Record<string, string>;
let lineId: string;
let offer: Awaited<ReturnType<typeof anOffer>>;
let order: Awaited<ReturnType<typeof anOrder>>;

beforeAll(async () => {
  portal = await aPortal();
  const people = await cast(portal);
  offer = await anOffer(people.wang);
  order = await anOrder(people, 'paymentReview');
  const { body: batch } = await people.sun.post('/api/payout-batches', {
    lines: [{ orderId: (await anOrder(people, 'preRedeemed')).id, amount: '1.00' }],
  });
  lineId = batch.lines[0].id;
  await portal.visitor.post('/api/password-resets', requestForNobody());
  const resetId = await newestReset(portal, requestForNobody().username);
  const commands = await portal.database.client`select id from commands where step = 'place'`;
  const [shown, tasks, notices, vouchers] = await Promise.all([
    people.wang.get(order.path),
    people.li.get('/api/tasks'),
    people.chen.get('/api/notifications'),
    people.wang.get('/api/vouchers'),
  ]);
  ids = {
    '/api/products/{id}': offer.productId,
    '/api/vouchers/{id}': vouchers.body.items[0].id,
    '/api/payout-batches/{id}': batch.id,
    '/api/password-resets/{id}': resetId,
    '/api/tasks/{id}': tasks.body.items[0].id,
    '/api/attachments/{id}': shown.body.contract.attachmentId,
    '/api/attachments/{id}/reading': shown.body.contract.attachmentId,
    '/api/notifications/{id}': notices.body.items[0].id,
    '/api/commands/{id}': commands[0]?.['id'] ?? '',
  };
}, 60_000);

afterAll(() => portal.stop());

test('every route stands in the grid, and nothing else does', () => {
  expect(rows.map(({ call }) => call).toSorted()).toEqual(
    ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${path}`).toSorted(),
  );
  for (const { cells } of rows) expect(cells).toHaveLength(PEOPLE.length + 1);
});

/** A form that is right as far as a form can be. */
function formOf(path: string): object {
  const version = 99; // never the current one: past the door, nothing happens
  switch (path.split('/').slice(4).join('/')) {
    case 'lines/{lineId}/payment':
      return { paidOn: today(), reference: 'T' };
    case 'price':
      return { orderAmount: '1.00', version };
    case 'payment':
      return { voucherAmount: '1.00', contract: contract(order.id), version };
    case 'redemption':
    case 'redemption/supplement':
      return { ...claim(), version };
    case 'redemption/approval':
      return { amount: '1.00', version };
    case 'payouts/failure':
      return { batchLineId: order.id, reason: '账号与户名不符', version };
    case 'payouts':
      return { amount: '1.00', paidOn: today(), reference: 'T', version };
    case 'changes':
      return { orderAmount: '1.00', voucherAmount: '1.00', attachmentId: order.id, version };
    case 'link':
      return { identityCheck: '拨打登记电话核对', version };
    default:
      if (path === '/api/registrations') return aRegistration();
      if (path === '/api/password-resets') return requestForNobody();
      if (path === '/api/password-resets/staff') return { username: 'demo-enterprise', identityCheck: '当面核对' };
      if (path === '/api/session/password') return { currentPassword: 'wrong', password: NEW_PASSWORD };
      if (path === '/api/password') return { token: 'x'.repeat(43), password: NEW_PASSWORD };
      if (path === '/api/notifications/read') return { upTo: '00000000-0000-7000-8000-000000000000' };
      if (path === '/api/payout-batches') return { lines: [{ orderId: order.id }] };
      return path === '/api/orders'
        ? offer
        : path === '/api/session'
          ? { username: 'demo-admin', password: 'quanliu-demo' }
          : { reason: '理由', version };
  }
}

const claim = () => ({
  actualAmount: '1.00',
  serviceStartedOn: today(),
  serviceFinishedOn: today(),
  effect: '好',
  invoices: [{ attachmentId: order.id, number: anInvoiceNumber(), issuedOn: today(), amount: '1.00' }],
  attachments: { selfPaidProof: [], results: [order.id], process: [order.id] },
});

function addressOf(path: string): string {
  const [pattern] = Object.keys(ids).filter((candidate) => path.startsWith(candidate));
  const id = pattern ? (ids[pattern] ?? '') : order.id;
  return path
    .replace('{id}', id)
    .replace('{lineId}', lineId)
    .replace('{changeId}', '00000000-0000-4000-8000-000000000000');
}

async function ask(who: TestClient, method: string, path: string): Promise<{ status: number; code: string }> {
  const address = addressOf(path);
  if (path === '/api/password-resets') await resetThrottles(portal);
  if (method === 'POST' && path === '/api/attachments') return answerOf(await who.upload('contract'));
  if (method === 'POST') return answerOf(await who.post(address, formOf(path)));
  return answerOf(
    await (method === 'GET'
      ? who.get(address)
      : who.delete(path.endsWith('claim') ? address : `${address}?version=99`)),
  );
}

const answerOf = ({ status, body }: { status: number; body: { code?: string } }) => ({ status, code: body.code ?? '' });

describe.each(['nobody', ...PEOPLE].map((name, column) => ({ name, column })))('$name', ({ name, column }) => {
  // Signing out would end the person's session, and signing in begins another: both have tests of their own.
  test.each(rows.filter(({ path, method }) => path !== '/api/session' || method === 'GET'))(
    '$call',
    async ({ method, path, cells }) => {
      const who = name === 'nobody' ? portal.visitor : await portal.as(name);
      const { status, code } = await ask(who, method, path);
      const expected = cells[column];
      if (expected === '.') expect([200, 201, 204, 409]).toContain(status);
      else expect({ status, code }).toMatchObject({ status: Number(expected) });
      if (status === 403) expect(code).toMatch(/\.not-your-step$/);
      if (status === 404) expect(code).toMatch(/\.not-found$/);
    },
  );
});

test('an unsafe call without the token of the session is refused', async () => {
  const { headers } = await portal.as('enterprise');
  const without = someone(portal.url, { cookie: headers['cookie'] ?? '' });
  const wrong = someone(portal.url, { cookie: headers['cookie'] ?? '', 'x-csrf-token': 'x' });
  const open = ROUTES.filter(({ by }) => by === 'anyone').map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(open.filter((call) => call.startsWith('POST'))).toEqual([
    'POST /api/session',
    'POST /api/registrations',
    'POST /api/password-resets',
    'POST /api/password',
  ]);
  for (const { method, path } of rows.filter(({ method: its, call }) => its !== 'GET' && !open.includes(call))) {
    expect(await ask(without, method, path)).toEqual({ status: 403, code: 'session.csrf' });
    expect(await ask(wrong, method, path)).toEqual({ status: 403, code: 'session.csrf' });
  }
});
