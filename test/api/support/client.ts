import request from 'supertest';
import type { Response } from 'supertest';
import { ROUTES } from '../../../api/json/routes/table.ts';
import { ProblemSchema } from '../../../api/json/views/problem.ts';

/** A client that has read api.md alone. Every answer it gets is held against the document. */
export interface TestClient {
  readonly actor: { readonly id: string; readonly name: string; readonly organization: { readonly id: string } | null };
  readonly get: (path: string, headers?: Headers) => Promise<Response>;
  readonly post: (path: string, body?: object | string, headers?: Headers) => Promise<Response>;
  readonly delete: (path: string, headers?: Headers) => Promise<Response>;
  readonly upload: (kind: string, file?: Partial<File>, headers?: Headers) => Promise<Response>;
  /** The id of a new file of this kind. */
  readonly file: (kind: string) => Promise<string>;
  readonly headers: Headers;
}

type Headers = Readonly<Record<string, string>>;
interface File {
  readonly name: string;
  readonly content: Buffer;
}

export const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
export const PASSWORD = 'quanliu-demo';

export const signIn = (url: string, username: string, password = PASSWORD, headers: Headers = {}): Promise<Response> =>
  request(url).post('/api/session').set(headers).send({ username, password }).then(checked('POST', '/api/session'));

export async function aClient(url: string, username: string): Promise<TestClient> {
  const response = await signIn(url, username);
  if (response.status !== 200) throw new Error(`${username} cannot sign in: ${response.text}`);
  const cookie =
    response
      .get('Set-Cookie')
      ?.map((line) => line.split(';')[0])
      .join('; ') ?? '';
  return someone(url, { cookie, 'x-csrf-token': response.body.csrfToken }, response.body.actor);
}

const NOBODY = { id: '', name: '', organization: null };

/** Anyone with these headers; without any, a visitor. */
export function someone(url: string, own: Headers = {}, actor: TestClient['actor'] = NOBODY): TestClient {
  const upload: TestClient['upload'] = (kind, { name = '技术服务合同.pdf', content = PDF } = {}, headers = {}) =>
    request(url)
      .post('/api/attachments')
      .set({ ...own, ...headers })
      .field('kind', kind)
      .attach('file', content, name)
      .then(checked('POST', '/api/attachments'));
  return {
    actor,
    headers: own,
    upload,
    get: (path, headers = {}) =>
      request(url)
        .get(path)
        .set({ ...own, ...headers })
        .then(checked('GET', path)),
    post: (path, body = {}, headers = {}) =>
      request(url)
        .post(path)
        .set({ 'content-type': 'application/json', ...own, ...headers })
        .send(typeof body === 'string' ? body : JSON.stringify(body))
        .then(checked('POST', path)),
    delete: (path, headers = {}) =>
      request(url)
        .delete(path)
        .set({ ...own, ...headers })
        .then(checked('DELETE', path)),
    file: async (kind) => (await upload(kind)).body.id,
  };
}

const PATTERNS = ROUTES.map((route) => ({
  route,
  method: route.method.toUpperCase(),
  pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** Holds an answer against the route table: a problem is a problem, and a success is what the document says. */
const checked =
  (method: string, path: string) =>
  (response: Response): Response => {
    if (response.status >= 500) throw new Error(`${method} ${path} → ${response.status} ${response.text}`);
    if (response.status >= 400) {
      const parsed = ProblemSchema.strict().parse(response.body);
      if (parsed.status !== response.status || !response.get('content-type')?.startsWith('application/problem+json'))
        throw new Error(`${method} ${path}: not a problem`);
      return response;
    }
    const [plain = ''] = path.split('?');
    const row = PATTERNS.find(({ method: its, pattern }) => its === method && pattern.test(plain));
    const schema = row?.route.answers[response.status];
    if (row && schema === undefined) throw new Error(`${method} ${path}: ${response.status} is not documented`);
    if (schema && response.type === 'application/json') schema.parse(response.body);
    return response;
  };
