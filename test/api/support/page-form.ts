import request from 'supertest';
import type { Response } from 'supertest';
import { PASSWORD, PDF } from './client.ts';
import type { TestPortal } from './portal.ts';

/** Someone at a browser without scripts: reads pages, fills forms, sends them as they were drawn. */
export interface TestBrowser {
  readonly open: (path: string) => Promise<Response>;
  /** Sends the form of `page` (a path) to `action` with its hidden fields and these values; a list is sent value by value. */
  readonly send: (page: string, action: string, values?: Values, files?: readonly FieldFile[]) => Promise<Response>;
  /** The same as a page with scripts sends it, for a part of the page in return. */
  readonly swap: (page: string, action: string, values?: Values) => Promise<Response>;
  /** Sends these values alone, as a form that was drawn before. */
  readonly post: (action: string, values: Values) => Promise<Response>;
}

type Values = Readonly<Record<string, string | readonly string[]>>;

interface FieldFile {
  readonly field: string;
  readonly name?: string;
  readonly content?: Buffer;
}

const html = { accept: 'text/html' };

/** Signs in by the page, as one of the sample data's people. */
export async function aBrowser(portal: Pick<TestPortal, 'url'>, who: string): Promise<TestBrowser> {
  const agent = request.agent(portal.url);
  const answer = await agent
    .post('/sign-in')
    .set(html)
    .type('form')
    .send({ username: `demo-${who}`, password: PASSWORD });
  if (answer.status !== 303) throw new Error(answer.text);
  const open = (path: string) => agent.get(path).set(html);
  const drawn = async (page: string, action: string) => {
    const { text } = await open(page);
    return hiddenFields(text, action) ?? ofPage(text);
  };
  return {
    open: async (path) => open(path),
    send: async (page, action, values = {}, files = []) => {
      const fields = { ...(await drawn(page, action)), ...values };
      const call = agent.post(action).set({ ...html, referer: `${portal.url}${page}` });
      if (files.length === 0) return call.type('form').send(fields);
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) void call.field(name, one);
      for (const { field, name = '服务合同.pdf', content = PDF } of files) void call.attach(field, content, name);
      return call;
    },
    swap: async (page, action, values = {}) =>
      agent
        .post(action)
        .set({ ...html, 'hx-request': 'true', 'hx-request-type': 'partial' })
        .type('form')
        .send({ ...(await drawn(page, action)), ...values }),
    post: async (action, values) => agent.post(action).set(html).type('form').send(values),
  };
}

/** What a reader reads of a page: its text without its marks. */
export const plain = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&quot;', '"');

/** The hidden fields that a form to this address holds as it is drawn. @throws Error when the page has no such form */
export function formOf(text: string, action: string): Record<string, string> {
  const fields = hiddenFields(text, action);
  if (fields === undefined) throw new Error(`no form to ${action}`);
  return fields;
}

function hiddenFields(text: string, action: string): Record<string, string> | undefined {
  const form = text.split('<form ').find((part) => part.includes(`action="${escaped(action)}"`));
  const inputs = form
    ?.slice(0, form.indexOf('</form>'))
    .matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return inputs && Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, unescaped(value)]));
}

/** The value of a page's first hidden field of this name; empty when it has none. */
export const hiddenIn = (text: string, name: string): string =>
  unescaped(new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '');

/** What a form is sent with that was drawn before and is not any more: the fields every form has. */
const ofPage = (text: string): Record<string, string> =>
  Object.fromEntries(
    ['_csrf', 'version', 'click'].flatMap((name) => {
      const value = hiddenIn(text, name);
      return value === '' ? [] : [[name, value]];
    }),
  );

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('=', '&#x3D;');
const unescaped = (text: string): string =>
  text.replaceAll('&#x3D;', '=').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
