import request from 'supertest';
import type { Response } from 'supertest';
import { PASSWORD, PDF } from './client.ts';
import type { TestPortal } from './portal.ts';

/** Someone at a browser without scripts: reads pages, fills forms, sends them as they were drawn. */
export interface TestBrowser {
  readonly open: (path: string) => Promise<Response>;
  /** Sends the form of `page` (a path) to `action` with its hidden fields and these values; a list is sent value by value. */
  readonly send: (page: string, action: string, values?: Values, files?: readonly FieldFile[]) => Promise<Response>;
}

type Values = Readonly<Record<string, string | readonly string[]>>;

interface FieldFile {
  readonly field: string;
  readonly name?: string;
  readonly content?: Buffer;
}

const html = { accept: 'text/html' };

/** The value of a hidden field of a page. */
export const hiddenIn = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1]?.replaceAll('&#x3D;', '=') ?? '';

/** Signs in by the page, as one of the sample data's people. */
export async function aBrowser(portal: TestPortal, who: string): Promise<TestBrowser> {
  const agent = request.agent(portal.url);
  const answer = await agent
    .post('/sign-in')
    .set(html)
    .type('form')
    .send({ username: `demo-${who}`, password: PASSWORD });
  if (answer.status !== 303) throw new Error(answer.text);
  const open = (path: string) => agent.get(path).set(html);
  return {
    open: async (path) => open(path),
    send: async (page, action, values = {}, files = []) => {
      const { text } = await open(page);
      const hidden = Object.fromEntries(['_csrf', 'version', 'click'].map((name) => [name, hiddenIn(text, name)]));
      const call = agent.post(action).set({ ...html, referer: `${portal.url}${page}` });
      if (files.length === 0) return call.type('form').send({ ...hidden, ...values });
      for (const [name, value] of Object.entries({ ...hidden, ...values }))
        for (const one of [value].flat()) void call.field(name, one);
      for (const { field, name = '服务合同.pdf', content = PDF } of files) void call.attach(field, content, name);
      return call;
    },
  };
}
