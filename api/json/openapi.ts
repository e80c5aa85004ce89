import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { orderStep, ORDER_STEP_NAMES } from '../../domain/order/steps.ts';
import { isOfSession } from './route.ts';
import type { FileAnswer, Route } from './route.ts';
import { TITLES } from '../actions/problems.ts';
import { KEY } from './idempotency.ts';
import { sessionCookieName } from '../session/cookie.ts';
import { ProblemSchema } from './views/problem.ts';

/** The interface as an OpenAPI 3.1 document, made from the route table. */
export function openApiDocument(routes: readonly Route[], publicUrl: string) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookieName(publicUrl),
    description: 'Set by POST /api/session; unsafe calls also send its csrfToken as x-csrf-token',
  });
  for (const route of routes) registry.registerPath(pathOf(route));
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: '券流 Quanliu',
      version: '0.1.0',
      description: `The same commands the pages send. Steps of an order: ${ORDER_STEP_NAMES.map((step) => `${step} ${orderStep(step).zh}`).join(' · ')}.`,
    },
    servers: [{ url: publicUrl }],
  });
  for (const { get } of Object.values(document.paths ?? {}))
    for (const parameter of get?.parameters ?? [])
      if ('in' in parameter && parameter.in === 'query') parameter.allowEmptyValue = true; // forms send what is left empty
  return document;
}

const problems = (statuses: readonly number[]): RouteConfig['responses'] =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: TITLES[status]?.en ?? '', content: { 'application/problem+json': { schema: ProblemSchema } } },
    ]),
  );

function pathOf({
  method,
  path,
  by,
  tag,
  summary,
  answers,
  params,
  query,
  body,
  upload,
  throttled,
}: Route): RouteConfig {
  const unsafe = method !== 'get';
  const signedIn = by !== 'anyone';
  const idempotency =
    unsafe && signedIn && !isOfSession({ path })
      ? { headers: z.object({ 'idempotency-key': z.string().regex(KEY).optional() }) }
      : {};
  const successes = Object.entries(answers).map(([status, schema]) => [
    status,
    {
      description: SUCCESS[status] ?? 'Done',
      ...(schema && { content: contentOf(schema) }),
    },
  ]);
  return {
    method,
    path,
    tags: [tag],
    summary: Array.isArray(by) ? `${summary} (${by.join(', ')})` : summary,
    ...(signedIn && { security: [{ session: [] }] }),
    request: {
      ...idempotency,
      ...(hasFields(params) && { params }),
      ...(hasFields(query) && { query }),
      ...(unsafe && hasFields(body) && { body: { required: true, content: bodyContent(body, upload) } }),
    },
    responses: {
      ...Object.fromEntries(successes),
      ...problems([
        ...(signedIn ? [401, 403, 404] : path.includes('{') ? [404] : []),
        ...(unsafe ? [403, 409, 413, 415] : []),
        400,
        421,
        422,
        500,
        503,
        ...(isOfSession({ path }) && method === 'post' ? [401, 429] : []),
        ...(upload || throttled ? [429] : []),
      ]),
    },
  };
}

const BYTES = z.string().meta({ format: 'binary' });

const contentOf = (answer: z.ZodType | FileAnswer) =>
  'file' in answer
    ? Object.fromEntries(answer.file.map((type) => [type, { schema: BYTES }]))
    : { 'application/json': { schema: answer } };

const SUCCESS: Readonly<Record<string, string>> = {
  200: 'The resource as it is now',
  201: 'Created; Location says where',
  202: 'Accepted and durable, not answered yet',
  204: 'Done',
};

type ObjectSchema = z.ZodObject;

const hasFields = (schema: z.ZodType): schema is ObjectSchema =>
  schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0;

const bodyContent = (body: ObjectSchema, upload: true | undefined) =>
  upload
    ? { 'multipart/form-data': { schema: body.extend({ file: z.string().meta({ format: 'binary' }) }) } }
    : { 'application/json': { schema: body } };
