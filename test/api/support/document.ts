import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApiDocument } from '../../../api/json/openapi.ts';
import { ROUTES } from '../../../api/json/routes/table.ts';

/** An answer of the interface, as far as the document describes it. */
export interface DescribedAnswer {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  /** Without parameters: `application/json`. */
  readonly type: string;
  /** Parsed JSON; empty for anything else. */
  readonly body: unknown;
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

const document = closed(openApiDocument(ROUTES, 'http://portal.test')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
};

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
formats.default(ajv);
ajv.addVocabulary(['info', 'paths', 'components', 'servers', 'openapi']);
ajv.addFormat('binary', true).addFormat('password', true);
ajv.addSchema({ $id: 'document', components: document.components });

const OPERATIONS = Object.entries(document.paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      method: method.toUpperCase(),
      fixed: !path.includes('{'),
      pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      responses,
    })),
  )
  .toSorted((one, other) => Number(other.fixed) - Number(one.fixed));

const compiled = new Map<object, ValidateFunction>();

/**
 * What the OpenAPI document says otherwise about an answer: its status, its type or its content; null when nothing. Calls that
 * the document does not have are answered by problems only.
 */
export function differenceFromDocument({ method, path, status, type, body }: DescribedAnswer): string | null {
  const [plain = ''] = path.split('?');
  const operation = OPERATIONS.find((one) => one.method === method && one.pattern.test(plain));
  if (!operation) return status >= 400 ? null : 'the document has no such call';
  const response = operation.responses[status];
  if (!response) return `the document has no answer ${status}`;
  if (!response.content) return type === '' ? null : `the document has no content of ${status}`;
  const media = response.content[type];
  if (!media) return `the document has ${Object.keys(response.content).join(', ')} for ${status}, not ${type}`;
  const validate = compiled.get(media.schema) ?? ajv.compile(rooted(media.schema));
  compiled.set(media.schema, validate);
  if (validate(body)) return null;
  return ajv.errorsText(validate.errors, { separator: '\n' });
}

/** References lead to the document that the validator knows. */
const rooted = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as object;

/** The same description, where an object has the properties that are named and no others: so that a forgotten one is found. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]));
  const isOpen = 'properties' in part && !('additionalProperties' in part);
  return isOpen ? { ...inner, additionalProperties: false } : inner;
}
