import request from 'supertest';
import { PASSWORD } from './client.ts';
import type { TestPortal } from './portal.ts';

const html = { accept: 'text/html' };

/** A browser without scripts, signed in by the page. */
export async function browser(portal: Pick<TestPortal, 'url'>, name: string) {
  const agent = request.agent(portal.url);
  const response = await agent
    .post('/sign-in')
    .set(html)
    .type('form')
    .send({ username: `demo-${name}`, password: PASSWORD });
  if (response.status !== 303) throw new Error(response.text);
  return {
    see: (path: string) => agent.get(path).set(html),
    /** Sends the form that goes to `action` on the page at `path`, with what it holds and what is typed. */
    async send(path: string, action: string, typed: Readonly<Record<string, string>> = {}) {
      const { text } = await agent.get(path).set(html);
      return agent
        .post(action)
        .set(html)
        .type('form')
        .send({ ...formOf(text, action), ...typed });
    },
    /** The same as a page with scripts sends it. */
    async swap(path: string, action: string, typed: Readonly<Record<string, string>> = {}) {
      const { text } = await agent.get(path).set(html);
      return agent
        .post(action)
        .set({ ...html, 'hx-request': 'true', 'hx-request-type': 'partial' })
        .type('form')
        .send({ ...formOf(text, action), ...typed });
    },
    post: (action: string, fields: Readonly<Record<string, string>>) =>
      agent.post(action).set(html).type('form').send(fields),
  };
}

/** The fields a form to this address holds as it is drawn. */
export function formOf(text: string, action: string): Record<string, string> {
  const form = text.split('<form ').find((part) => part.includes(`action="${escaped(action)}"`));
  if (form === undefined) throw new Error(`no form to ${action}`);
  const inputs = form
    .slice(0, form.indexOf('</form>'))
    .matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, plain(value)]));
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('=', '&#x3D;');
const plain = (text: string): string =>
  text.replaceAll('&#x3D;', '=').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
