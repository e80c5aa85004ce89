import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, formOf, titleOf } from '../support/page-form.ts';
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

/** The line of a task as it reads; empty where there is none. */
const rowOf = (text: string, taskId: string): string =>
  dom(text)
    .roles('row')
    .find((row) => row.attribute('id') === `task-${taskId}`)?.text ?? '';

test('work begins at the inbox for staff, and at the orders for companies', async () => {
  const homes = await Promise.all(
    ['park', 'center', 'finance', 'institution', 'enterprise', 'admin'].map(async (name) =>
      (await (await aBrowser(portal, name)).open('/')).get('Location'),
    ),
  );
  expect(homes).toEqual(['/tasks', '/tasks', '/tasks', '/orders', '/orders', '/orders']);
});

test('an inbox says what there is to do, until when, and who has it', async () => {
  const order = await anOrder(people, 'paymentReview');
  const taskId = await taskOf(people.li, order.id);
  const { text } = await (await aBrowser(portal, 'park')).open('/tasks');
  const row = rowOf(text, taskId);
  expect(row).toContain('支付审核：高新技术企业申报');
  expect(row).toContain('还有 3 个工作日');
  expect(row).toMatch(/20\d\d-\d\d-\d\d 周./);
  expect(row).toContain('未认领');
});

test('a task is claimed and put back by forms, and a page with scripts gets its line', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const taskId = await taskOf(people.zhao, order.id);
  const [zhao, zhou] = await Promise.all([aBrowser(portal, 'center'), aBrowser(portal, 'center-2')]);
  const claim = `/tasks/${taskId}/claim`;
  const claimed = await zhao.send('/tasks', claim, { act: 'claim' });
  expect([claimed.status, claimed.get('Location')]).toEqual([303, `/tasks#task-${taskId}`]);
  expect(rowOf((await zhao.open('/tasks?state=mine')).text, taskId)).toContain('继续办理');
  expect(rowOf((await zhou.open('/tasks')).text, taskId)).toContain('赵敏');
  expect(rowOf((await zhou.open('/tasks?state=open')).text, taskId)).toBe('');
  const released = await zhao.swap('/tasks', claim, { act: 'release' });
  expect([released.status, released.text.trim().slice(0, 7)]).toEqual([200, '<tr rol']);
  expect(released.text).toContain('未认领');
});

test('who comes second is told in the line of the task', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const taskId = await taskOf(people.zhao, order.id);
  const zhou = await aBrowser(portal, 'center-2');
  const claim = `/tasks/${taskId}/claim`;
  const { text } = await zhou.open('/tasks');
  await people.zhao.post(`/api/tasks/${taskId}/claim`);
  const answer = await zhou.post(claim, { ...formOf(text, claim), act: 'claim' });
  expect(answer.status).toBe(409);
  expect(titleOf(answer.text)).toMatch(/^错误：待办/);
  expect(rowOf(answer.text, taskId)).toContain('该任务已由其他人员认领。');
});

test('an inbox that is empty says what will come, and one that finds nothing leads back', async () => {
  expect((await (await aBrowser(portal, 'park-2')).open('/tasks')).text).toContain('没有待办');
  const { text } = await (await aBrowser(portal, 'park-2')).open('/tasks?kind=payout');
  expect(text).toContain('没有这类待办');
  const ways = dom(text).role('main').roles('link');
  expect(ways.map((way) => way.attribute('href'))).toContain('/tasks');
});

test('who has no tasks finds no inbox, and nobody another group’s task', async () => {
  const order = await anOrder(people, 'paymentReview');
  const taskId = await taskOf(people.li, order.id);
  expect((await (await aBrowser(portal, 'enterprise')).open('/tasks')).status).toBe(404);
  const other = await aBrowser(portal, 'park-2');
  expect((await other.open(`/tasks/${taskId}`)).status).toBe(404);
  expect((await other.open('/tasks/none')).status).toBe(404);
});

test('an inbox is searched by any fact, narrowed by its kinds, and says how much there is', async () => {
  const order = await anOrder(people, 'paymentReview');
  const { number } = (await people.li.get(order.path)).body;
  const li = await aBrowser(portal, 'park');
  const found = (await li.open(`/tasks?q=${number}`)).text;
  const lines = dom(found)
    .roles('row')
    .filter((row) => row.attribute('id')?.startsWith('task-'));
  expect(lines).toHaveLength(1);
  expect(
    dom(found)
      .tags('p')
      .map((line) => line.text),
  ).toContain('1 件');
  expect((await li.open('/tasks?q=%E6%B2%A1%E6%9C%89')).text).toContain('没有找到“没有”');
  expect((await li.open('/tasks?state=overdue')).text).toContain('没有已超期的待办');
  await portal.database.client`update tasks set due_at = now() - interval '9 days' where subject_id = ${order.id}`;
  const late = (await li.open('/tasks?state=overdue')).text;
  expect(late).toMatch(/已超期 \d 个工作日/);
  expect(late).toContain('1 件已超期');
});

test('who looks at a case is named in the line and on the desk of a colleague', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const taskId = await taskOf(people.zhao, order.id);
  const { client: sql } = portal.database;
  await people.zhou.post(`/api/tasks/${taskId}/viewing`);
  expect(rowOf((await (await aBrowser(portal, 'center')).open('/tasks')).text, taskId)).toContain('周文正在查看');
  await sql`update viewings set seen_at = now() - interval '2 minutes'`;
  expect(rowOf((await (await aBrowser(portal, 'center')).open('/tasks')).text, taskId)).not.toContain('正在查看');
});

test('who reads a decided task of a case is not named at its next', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const taskId = await taskOf(people.zhao, order.id);
  const [decided] = await portal.database.client<{ id: string }>`
    select id from tasks where subject_id = ${order.id} and state = 'done' and group_key like 'park:%'`;
  expect((await people.li.post(`/api/tasks/${decided?.id}/viewing`)).status).toBe(200);
  expect(rowOf((await (await aBrowser(portal, 'center')).open('/tasks')).text, taskId)).not.toContain('正在查看');
});

test('four eyes are said in the line before anyone opens it', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const taskId = await taskOf(people.zhao, order.id);
  await people.zhao.post(`${order.path}/redemption/approval`, {
    confirmed: true,
    amount: '30000.00',
    version: order.version,
  });
  expect(rowOf((await (await aBrowser(portal, 'center')).open('/tasks')).text, taskId)).toContain(
    '须由另一位审核人复核。',
  );
  expect(rowOf((await (await aBrowser(portal, 'center-2')).open('/tasks')).text, taskId)).toContain(
    '需第二人复核，初审 30,000.00',
  );
});

test('whoever approved first finds no claim at the desk, and is told why once in the line', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const taskId = await taskOf(people.zhao, order.id);
  const [zhao, zhou] = await Promise.all([aBrowser(portal, 'center'), aBrowser(portal, 'center-2')]);
  const claim = `/tasks/${taskId}/claim`;
  const before = (await zhao.open('/tasks')).text;
  expect((await zhao.open(`/tasks/${taskId}`)).text).toContain(claim);
  await people.zhao.post(`${order.path}/redemption/approval`, {
    confirmed: true,
    amount: '30000.00',
    version: order.version,
  });
  expect((await zhao.open(`/tasks/${taskId}`)).text).not.toContain(claim);
  expect((await zhou.open(`/tasks/${taskId}`)).text).toContain(claim);
  const late = await zhao.post(claim, { ...formOf(before, claim), act: 'claim' });
  expect(late.status).toBe(409);
  expect(rowOf(late.text, taskId).split('须由另一位审核人复核。')).toHaveLength(2);
});

test('the history holds what one has decided, with its reason', async () => {
  const order = await anOrder(people, 'paymentReview');
  await people.li.post(`${order.path}/payment/rejection`, { reason: '合同缺少必备条款', version: order.version });
  const { text } = await (await aBrowser(portal, 'park')).open('/tasks/decided');
  expect(text).toContain('支付审核拒绝');
  expect(text).toContain('合同缺少必备条款');
  expect((await (await aBrowser(portal, 'finance')).open('/tasks/decided')).text).toContain('还没有办理记录');
  expect((await (await aBrowser(portal, 'institution')).open('/tasks/decided')).status).toBe(404);
});
