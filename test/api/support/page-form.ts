import request from 'supertest';
import type { Response } from 'supertest';
import { dom } from '../../setup/dom.ts';
import type { Part } from '../../setup/dom.ts';
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
export const plain = (text: string): string => dom(text).text;

/** A row of a comparison as it is read with the words around its values folded. */
export const foldedRow = (row: Part): string =>
  row.classed('around').reduce((text, words) => text.replace(` ${words.text}`, ''), row.text);

/** The hidden fields that a form to this address holds as it is drawn. @throws Error when the page has no such form */
export function formOf(text: string, action: string): Record<string, string> {
  const fields = hiddenFields(text, action);
  if (fields === undefined) throw new Error(`no form to ${action}`);
  return fields;
}

function hiddenFields(text: string, action: string): Record<string, string> | undefined {
  const form = dom(text)
    .roles('form')
    .find((one) => one.attribute('action') === action);
  return form && Object.fromEntries(hiddenOf(form).map((field) => [field.attribute('name') ?? '', field.value]));
}

const hiddenOf = (part: Part): Part[] => part.tags('input').filter((input) => input.attribute('type') === 'hidden');

/** The value of a page's first hidden field of this name; empty when it has none. */
export const hiddenIn = (text: string, name: string): string =>
  hiddenOf(dom(text)).find((field) => field.attribute('name') === name)?.value ?? '';

/** What a form is sent with that was drawn before and is not any more: the fields every form has. */
const ofPage = (text: string): Record<string, string> =>
  Object.fromEntries(
    ['_csrf', 'version', 'click'].flatMap((name) => {
      const value = hiddenIn(text, name);
      return value === '' ? [] : [[name, value]];
    }),
  );

/** The lines of a page's error summary: where each leads, and what it says. */
export const errorsIn = (text: string): string[][] =>
  dom(text)
    .classed('error-summary')
    .flatMap((summary) => summary.roles('link').map((link) => [link.attribute('href') ?? '', link.text]));

/** Every address that a page leads to. */
export const hrefsIn = (text: string): string[] =>
  dom(text)
    .having('href')
    .map((link) => link.attribute('href') ?? '');

/** The address of the link to the previous or next part of a list; empty where there is none. */
export const linkTo = (text: string, rel: 'prev' | 'next'): string =>
  dom(text)
    .roles('link')
    .find((link) => link.attribute('rel') === rel)
    ?.attribute('href') ?? '';

/** What stands in the fields of a page. */
export const valuesIn = (text: string): string[] =>
  ['input', 'textarea'].flatMap((tag) =>
    dom(text)
      .tags(tag)
      .map(({ value }) => value),
  );

/** The cells of each row with this header. */
export const cellsOf = (text: string, header: string): string[][] =>
  dom(text)
    .roles('row')
    .filter((row) => row.roles('rowheader').some((cell) => cell.text === header))
    .map((row) => row.roles('cell').map((cell) => cell.text));

/** The title of a page, as its tab shows it. */
export const titleOf = (text: string): string => dom(text).tags('title')[0]?.text ?? '';
