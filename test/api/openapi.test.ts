import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { ROUTES } from '../../api/json/routes/table.ts';
import { PASSWORD } from './support/client.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await aPortal({ withoutWorker: true });
});

afterAll(() => portal.stop());

test('the document describes every route, and nothing else', async () => {
  const { body } = await request(portal.url).get('/api/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  const described = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.toSorted()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted());
  expect(Object.keys(body.components.schemas)).toEqual(
    expect.arrayContaining(['Order', 'Money', 'Problem', 'Task', 'Voucher', 'Product', 'Command']),
  );
});

test('the document refers to nothing that is not in it', async () => {
  const { body, text } = await request(portal.url).get('/api/openapi.json');
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(Object.keys(body.components.schemas)).toContain(name);
});

test('a payment is described as it is sent', async () => {
  const { body } = await request(portal.url).get('/api/openapi.json');
  const { schema } = body.paths['/api/orders/{id}/payment'].post.requestBody.content['application/json'];
  expect(schema.required).toEqual(['voucherAmount', 'contract']);
  expect(schema.properties.contract.properties.clauses.required).toEqual(['serviceContent', 'charges', 'shortfall']);
  expect(
    body.paths['/api/orders/{id}/payment/approval'].post.requestBody.content['application/json'].schema.required,
  ).toContain('version');
});

test('the cookie that says who asks is called what sign-in calls it', async () => {
  const { body } = await request(portal.url).get('/api/openapi.json');
  const login = { username: 'demo-center', password: PASSWORD };
  const signedIn = await request(portal.url).post('/api/session').send(login);
  expect(signedIn.get('Set-Cookie')?.[0]).toMatch(new RegExp(`^${body.components.securitySchemes.session.name}=`));
});

test('Swagger UI is served from here, with no script in the page', async () => {
  const page = await request(portal.url).get('/api/docs');
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/<script>|https?:\/\//);
  for (const [, path] of page.text.matchAll(/(?:src|href)="([^"]+)"/g))
    expect((await request(portal.url).get(path ?? '')).status).toBe(200);
});

test('metrics are not on the public port', async () => {
  expect((await request(portal.url).get('/metrics')).status).toBe(404);
});
