import request from 'supertest';
import type { Response } from 'supertest';
import { handMade } from '../../documents/corpus/raw-pdf.ts';
import { differenceFromDocument } from './document.ts';

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

/** A page on which nothing stands. */
export const PDF = handMade([
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
]);
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

/** Holds an answer against the OpenAPI document: its status, its type and its content. */
const checked =
  (method: string, path: string) =>
  (response: Response): Response => {
    const { status, type, text } = response;
    if (status >= 500) throw new Error(`${method} ${path} → ${status} ${text}`);
    const body = type.endsWith('json') ? (response.body as unknown) : ''; // bytes are any
    const difference = differenceFromDocument({ method, path, status, type, body });
    if (difference !== null) throw new Error(`${method} ${path} → ${status}: ${difference}`);
    if (status >= 400 && (type !== 'application/problem+json' || response.body.status !== status))
      throw new Error(`${method} ${path}: not a problem`);
    return response;
  };
