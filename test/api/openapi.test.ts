import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { z } from 'zod';
import { ROUTES } from '../../api/json/routes/table.ts';
import { aClient, PASSWORD } from './support/client.ts';
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

test('what may be null may be null in the document', () => {
  const wrong = documented.flatMap(([name, schema]) => nullsAgainstReferences(name, schema));
  expect(wrong).toEqual([]);
});

const documented = ROUTES.flatMap(({ method, path, answers }) =>
  Object.values(answers).flatMap((answer): [string, z.ZodType][] =>
    answer instanceof z.ZodType ? [[`${method} ${path}`, answer]] : [],
  ),
);

/** Where a schema with an id is made nullable in a way that the document drops: `{ $ref }` alone, which null does not satisfy. */
function nullsAgainstReferences(at: string, schema: unknown): string[] {
  if (schema instanceof z.ZodNullable) {
    const inner: unknown = schema.unwrap();
    const named = inner instanceof z.ZodType && inner.meta()?.id !== undefined;
    return [...(named ? [at] : []), ...nullsAgainstReferences(at, inner)];
  }
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, part]) => nullsAgainstReferences(`${at} ${name}`, part));
  if (schema instanceof z.ZodArray) return nullsAgainstReferences(at, schema.element);
  if (schema instanceof z.ZodOptional) return nullsAgainstReferences(at, schema.unwrap());
  return [];
}

test('a parameter of a query may be empty, as forms send it', async () => {
  const { body } = await request(portal.url).get('/api/openapi.json');
  const operations = Object.values<{ get?: Operation }>(body.paths);
  const parameters = operations.flatMap(({ get }) => get?.parameters ?? []);
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  expect(inQuery.length).toBeGreaterThan(20);
  expect(inQuery.filter((parameter) => parameter.allowEmptyValue !== true)).toEqual([]);
  const sessions = await aClient(portal.url, 'demo-center');
  expect((await sessions.get('/api/orders?q=&state=&from=&limit=&after=')).status).toBe(200);
});

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly allowEmptyValue?: boolean }[];
}

test('every operation says that it may be called by a wrong address', async () => {
  const { body } = await request(portal.url).get('/api/openapi.json');
  const operations = Object.values<Record<string, { responses: object }>>(body.paths).flatMap((path) =>
    Object.values(path),
  );
  expect(operations.filter(({ responses }) => !('421' in responses))).toEqual([]);
});

test('a file is described by its types', async () => {
  const { body } = await request(portal.url).get('/api/openapi.json');
  expect(Object.keys(body.paths['/api/attachments/{id}'].get.responses['200'].content)).toEqual([
    'application/pdf',
    'image/jpeg',
    'image/png',
  ]);
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
