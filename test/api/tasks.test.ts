import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast, redemption } from './support/story.ts';
import type { Cast } from './support/story.ts';
import type { TestClient } from './support/client.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

interface Task {
  readonly id: string;
  readonly state: string;
  readonly dueAt: string;
  readonly subject: { readonly id: string };
}

const taskOf = async (who: TestClient, orderId: string, query = ''): Promise<Task> => {
  const task = ((await who.get(`/api/tasks?limit=100&${query}`)).body.items as Task[]).find(
    ({ subject }) => subject.id === orderId,
  );
  if (!task) throw new Error('there is no such task');
  return task;
};

test('of two who claim at once, one has it, and the other is told', async () => {
  const { zhao, zhou } = people;
  const order = await anOrder(people, 'redemptionReview');
  const task = await taskOf(zhao, order.id);
  const answers = await Promise.all([zhao, zhou].map((who) => who.post(`/api/tasks/${task.id}/claim`)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('task.claimed-by-another');
  const [claim] = await portal.database.client`select count(*)::int from task_claims where task_id = ${task.id}`;
  expect(claim).toEqual({ count: 1 });
});

test('a claim holds a decision for its owner until it is given back; the version stays', async () => {
  const { zhao, zhou } = people;
  const order = await anOrder(people, 'redemptionReview');
  const { id } = await taskOf(zhao, order.id);
  const claimed = await zhao.post(`/api/tasks/${id}/claim`);
  expect(claimed.body).toMatchObject({
    state: 'claimed',
    claimedBy: { id: zhao.actor.id, name: zhao.actor.name },
    version: order.version,
    kind: 'redemptionReview',
    group: 'center',
  });
  expect((await zhao.post(`/api/tasks/${id}/claim`)).status).toBe(200); // again: the same
  expect(
    (
      await zhou.post(`${order.path}/redemption/approval`, {
        confirmed: true,
        amount: '30000.00',
        version: order.version,
      })
    ).body.code,
  ).toBe('task.claimed-by-another');
  expect((await zhou.get(order.path)).body.steps).toContainEqual({
    step: 'approveRedemption',
    allowed: false,
    code: 'task.claimed-by-another',
  });
  expect((await zhou.delete(`/api/tasks/${id}/claim`)).body).toMatchObject({
    status: 409,
    code: 'task.not-claimed-by-you',
  });
  expect((await zhao.delete(`/api/tasks/${id}/claim`)).body).toMatchObject({ state: 'open', claimedBy: null });
  expect((await zhao.delete(`/api/tasks/${id}/claim`)).body.code).toBe('task.not-claimed-by-you');
  const approved = await zhou.post(`${order.path}/redemption/approval`, {
    confirmed: true,
    amount: '30000.00',
    version: order.version,
  });
  expect(approved.status).toBe(200);
  expect((await zhou.post(`/api/tasks/${id}/claim`)).body.code).toBe('redemption.second-person-needed');
  await zhao.post(`${order.path}/redemption/approval`, { confirmed: true, amount: '30000.00', version: order.version });
  expect((await zhao.get(`/api/tasks/${id}`)).body).toMatchObject({ state: 'done' });
  expect((await zhao.post(`/api/tasks/${id}/claim`)).body).toMatchObject({ status: 409, code: 'task.not-open' });
  const [row] = await portal.database
    .client`select array_agg(what order by id) as what from task_claims where task_id = ${id}`;
  expect(row?.['what'].slice(0, 2)).toEqual(['claimed', 'released']);
});

test('nobody claims the case of a company they have declared', async () => {
  const { zhao } = people;
  const order = await anOrder(people, 'redemptionReview');
  const { id } = await taskOf(zhao, order.id);
  const { client: sql } = portal.database;
  await sql`update accounts set declared_credit_codes = array['91410100MA47B8H51D'] where id = ${zhao.actor.id}`;
  expect((await zhao.post(`/api/tasks/${id}/claim`)).body).toMatchObject({
    status: 409,
    code: 'order.declared-company',
  });
  expect(
    (await zhao.post(`${order.path}/redemption/rejection`, { reason: '理由', version: order.version, final: false }))
      .body.code,
  ).toBe('order.declared-company');
  await sql`update accounts set declared_credit_codes = '{}' where id = ${zhao.actor.id}`;
});

test('an inbox is filtered, earliest due first, and shows only what is one’s group’s', async () => {
  const { li, zhao, sun, chen } = people;
  await Promise.all([anOrder(people, 'redemptionReview'), anOrder(people, 'preRedeemed')]);
  const orders = [await anOrder(people, 'paymentReview'), await anOrder(people, 'paymentReview')];
  const kinds = async (who: TestClient, query = '') =>
    new Set((await who.get(`/api/tasks?${query}`)).body.items.map(({ kind }: { kind: string }) => kind));
  expect(await kinds(li)).toEqual(new Set(['paymentReview']));
  expect(await kinds(zhao)).toEqual(new Set(['redemptionReview']));
  expect(await kinds(zhao, 'kind=payout')).toEqual(new Set());
  expect(await kinds(zhao, 'group=finance')).toEqual(new Set());
  expect(await kinds(sun, 'group=finance')).toEqual(new Set(['payout']));
  expect(await kinds(chen)).toEqual(new Set());
  expect(await kinds(zhao, 'state=done')).toEqual(new Set(['redemptionReview']));
  expect(await kinds(await portal.as('park-2'))).toEqual(new Set());
  expect(await kinds(await portal.as('admin'))).toEqual(new Set());

  await portal.database
    .client`update tasks set due_at = due_at - interval '1 day' where subject_id = ${orders[1]?.id ?? ''}`;
  const { items } = (await li.get('/api/tasks?limit=2')).body as { items: Task[] };
  expect(items.map(({ dueAt }) => dueAt)).toEqual(items.map(({ dueAt }) => dueAt).toSorted());
  expect(items[0]?.subject.id).toBe(orders[1]?.id);
  const { next } = (await li.get('/api/tasks?limit=1')).body;
  expect((await li.get(`/api/tasks?limit=1&after=${next}`)).body.items[0].id).toBe(items[1]?.id);

  const mine = await taskOf(li, orders[0]?.id ?? '');
  await li.post(`/api/tasks/${mine.id}/claim`);
  expect(await taskOf(li, orders[0]?.id ?? '', 'mine=true')).toMatchObject({ id: mine.id, state: 'claimed' });
  expect((await li.get('/api/tasks?mine=true')).body.items).toHaveLength(1);
});

test('the members of an institution see their supplement, others do not', async () => {
  const { zhao, chen } = people;
  const order = await anOrder(people, 'redemptionReview');
  await zhao.post(`${order.path}/redemption/return`, { reason: '补充', version: order.version });
  const task = await taskOf(chen, order.id);
  expect(task).toMatchObject({ kind: 'supplement', group: `institution:${chen.actor.organization?.id}` });
  expect((await chen.post(`/api/tasks/${task.id}/claim`)).body).toMatchObject({ status: 409, code: 'task.no-claim' });
  expect((await chen.delete(`/api/tasks/${task.id}/claim`)).body.code).toBe('task.no-claim');
  expect((await (await portal.as('institution-2')).get(`/api/tasks/${task.id}`)).status).toBe(404);
  await chen.post(`${order.path}/redemption/supplement`, await redemption(chen));
  expect((await chen.get(`/api/tasks/${task.id}`)).body.state).toBe('done');
});
