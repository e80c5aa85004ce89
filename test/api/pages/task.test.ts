import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { browser, formOf } from '../support/browser.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';
import type { TestClient } from '../support/client.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

const taskOf = async (who: TestClient, orderId: string): Promise<string> => {
  const { items } = (await who.get('/api/tasks?limit=100')).body;
  return items.find(({ subject }: { subject: { id: string } }) => subject.id === orderId).id;
};

const rowOf = (text: string, taskId: string): string =>
  new RegExp(`<tr role="row" id="task-${taskId}".*?</tr>`, 's').exec(text)?.[0] ?? '';

test('work begins at the inbox for staff, and at the orders for companies', async () => {
  const homes = await Promise.all(
    ['park', 'center', 'finance', 'institution', 'enterprise', 'admin'].map(async (name) =>
      (await (await browser(portal, name)).see('/')).get('Location'),
    ),
  );
  expect(homes).toEqual(['/tasks', '/tasks', '/tasks', '/orders', '/orders', '/orders']);
});

test('an inbox says what there is to do, until when, and who has it', async () => {
  const order = await anOrder(people, 'paymentReview');
  const taskId = await taskOf(people.li, order.id);
  const { text } = await (await browser(portal, 'park')).see('/tasks');
  const row = rowOf(text, taskId);
  expect(row).toContain('支付审核：高新技术企业申报');
  expect(row).toContain('还有 3 个工作日');
  expect(row).toMatch(/20\d\d-\d\d-\d\d 周./);
  expect(row).toContain('未认领');
});

test('a task is claimed and put back by forms, and a page with scripts gets its line', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const taskId = await taskOf(people.zhao, order.id);
  const [zhao, zhou] = await Promise.all([browser(portal, 'center'), browser(portal, 'center-2')]);
  const claim = `/tasks/${taskId}/claim`;
  const claimed = await zhao.send('/tasks', claim, { act: 'claim' });
  expect([claimed.status, claimed.get('Location')]).toEqual([303, '/tasks']);
  expect(rowOf((await zhao.see('/tasks?state=mine')).text, taskId)).toContain('继续办理');
  expect(rowOf((await zhou.see('/tasks')).text, taskId)).toContain('赵敏');
  expect(rowOf((await zhou.see('/tasks?state=open')).text, taskId)).toBe('');
  const released = await zhao.swap('/tasks', claim, { act: 'release' });
  expect([released.status, released.text.trim().slice(0, 7)]).toEqual([200, '<tr rol']);
  expect(released.text).toContain('未认领');
});

test('who comes second is told in the line of the task', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const taskId = await taskOf(people.zhao, order.id);
  const zhou = await browser(portal, 'center-2');
  const claim = `/tasks/${taskId}/claim`;
  const { text } = await zhou.see('/tasks');
  await people.zhao.post(`/api/tasks/${taskId}/claim`);
  const answer = await zhou.post(claim, { ...formOf(text, claim), act: 'claim' });
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('<title>错误：待办');
  expect(rowOf(answer.text, taskId)).toContain('该任务已由其他人员领取。');
});

test('an inbox that is empty says what will come, and one that finds nothing leads back', async () => {
  expect((await (await browser(portal, 'park-2')).see('/tasks')).text).toContain('没有待办');
  const { text } = await (await browser(portal, 'park-2')).see('/tasks?kind=payout');
  expect(text).toContain('没有符合条件的待办');
  expect(text).toContain('href="/tasks"');
});

test('who has no tasks finds no inbox, and nobody another group’s task', async () => {
  const order = await anOrder(people, 'paymentReview');
  const taskId = await taskOf(people.li, order.id);
  expect((await (await browser(portal, 'enterprise')).see('/tasks')).status).toBe(404);
  const other = await browser(portal, 'park-2');
  expect((await other.see(`/tasks/${taskId}`)).status).toBe(404);
  expect((await other.see('/tasks/none')).status).toBe(404);
});
