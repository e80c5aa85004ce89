import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, hrefsIn } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;
let li: TestBrowser;
/** The tasks of the park, earliest due first. */
let ids: string[];

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  li = await aBrowser(portal, 'park');
  for (let count = 0; count < 5; count += 1) await anOrder(people, 'paymentReview');
  ids = tasksIn((await li.open('/tasks')).text);
});

afterAll(() => portal.stop());

/** The tasks that a page of the inbox lists, in its order. */
const tasksIn = (text: string): string[] =>
  dom(text)
    .roles('row')
    .flatMap((row) => /^task-(.+)$/.exec(row.attribute('id') ?? '')?.[1] ?? []);

/** The inbox's question, with the page that begins after the first task. */
async function filtered(state = 'open'): Promise<string> {
  const { items } = (await people.li.get('/api/tasks?limit=100')).body;
  const first = items.find(({ id }: { id: string }) => id === ids[0]);
  const dueAt = new Date(first.dueAt).toISOString();
  const after = Buffer.from(JSON.stringify([dueAt, ids[0]])).toString('base64url');
  return String(new URLSearchParams({ state, kind: 'paymentReview', q: '高新', after }));
}

/** Where a page leads by this key. */
const byKey = (text: string, key: string): string =>
  dom(text)
    .roles('link')
    .find((link) => link.attribute('data-key') === key)
    ?.attribute('href') ?? '';

test('filter, page and place survive opening a task, the next one, and back', async () => {
  const inbox = await filtered();
  const list = (await li.open(`/tasks?${inbox}`)).text;
  expect(tasksIn(list)).toEqual(ids.slice(1));
  const desk = `/tasks/${ids[2]}?${inbox}`;
  expect(hrefsIn(list)).toContain(desk);
  const { text } = await li.open(desk);
  expect(byKey(text, 'k')).toBe(`/tasks/${ids[1]}?${inbox}`);
  expect(byKey(text, 'j')).toBe(`/tasks/${ids[3]}?${inbox}`);
  const next = (await li.open(byKey(text, 'j'))).text;
  const back = `/tasks?${inbox}#task-${ids[3]}`;
  expect(hrefsIn(next)).toContain(back);
  expect(tasksIn((await li.open(back.replace(/#.*/, ''))).text)).toEqual(ids.slice(1));
});

test('the tasks beside one are those that the filter leaves', async () => {
  await people.li.post(`/api/tasks/${ids[4]}/claim`);
  const mine = await filtered('mine');
  const { text } = await li.open(`/tasks/${ids[2]}?${mine}`);
  expect([byKey(text, 'k'), byKey(text, 'j')]).toEqual(['', `/tasks/${ids[4]}?${mine}`]);
  const open = (await li.open(`/tasks/${ids[3]}?${await filtered('open')}`)).text;
  expect(byKey(open, 'j')).toBe('');
  expect(byKey((await li.open(`/tasks/${ids[3]}`)).text, 'j')).toBe(`/tasks/${ids[4]}`);
  expect((await li.open(`/tasks/${ids[3]}?q=${encodeURIComponent('没有')}`)).text).not.toContain('data-key="j"');
  await people.li.delete(`/api/tasks/${ids[4]}/claim`);
});

test('claiming at the desk and in the list leads back to where one was', async () => {
  const inbox = await filtered();
  const claim = `/tasks/${ids[2]}/claim?${inbox}`;
  const atDesk = await li.send(`/tasks/${ids[2]}?${inbox}`, claim, { act: 'claim' });
  expect([atDesk.status, atDesk.get('Location')]).toEqual([303, `/tasks/${ids[2]}?${inbox}`]);
  const { text } = await li.open(`/tasks/${ids[2]}?${inbox}`);
  expect(text).toContain('放回');
  const atList = await li.send(`/tasks?${await filtered('mine')}`, `/tasks/${ids[2]}/claim?${await filtered('mine')}`, {
    act: 'release',
  });
  expect(atList.get('Location')).toBe(`/tasks?${await filtered('mine')}#task-${ids[2]}`);
});

test('after a decision the next task and the list are those of the filter', async () => {
  const inbox = await filtered();
  const desk = `/tasks/${ids[2]}?${inbox}`;
  const reject = `/tasks/${ids[2]}/decisions/rejectPayment?${inbox}`;
  const wrong = await li.send(desk, reject, { ready: 'other', reason: ' ' });
  expect(wrong.status).toBe(422);
  expect(
    dom(wrong.text)
      .roles('form')
      .some((form) => form.attribute('action') === reject),
  ).toBe(true);
  expect(byKey(wrong.text, 'j')).toBe(`/tasks/${ids[3]}?${inbox}`);
  const taken = await li.send(desk, reject, { ready: 'other', reason: '合同未盖章' });
  expect(taken.status).toBe(303);
  const told = taken.get('Location') ?? '';
  expect(told).toContain(`/tasks/${ids[2]}?${inbox}&`);
  const { text } = await li.open(told);
  expect(hrefsIn(text).filter((href) => href === `/tasks/${ids[3]}?${inbox}`).length).toBeGreaterThanOrEqual(2);
  expect(tasksIn((await li.open(`/tasks?${inbox}`)).text)).toEqual([ids[1], ids[3], ids[4]]);
});
