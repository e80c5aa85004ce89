import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, hrefsIn, linkTo, plain } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, today } from '../support/story.ts';
import type { Cast } from '../support/story.ts';
import { newestReset, requestFor, taskOf } from '../support/password-reset.ts';
import { readCsv } from '../../documents/tables.ts';

let portal: TestPortal;
let people: Cast;
let li: TestBrowser;
let number: string;
let orderId: string;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  li = await aBrowser(portal, 'park');
  const order = await anOrder(people, 'paid');
  orderId = order.id;
  number = (await people.li.get(order.path)).body.number;
});

afterAll(() => portal.stop());

const rangeIn = (text: string): string => dom(text).role('navigation', '分页').tags('span')[0]?.text ?? '';

test('a decision leads to the desk it was taken at, and to its order', async () => {
  const { text } = await li.open('/tasks/decided');
  expect(hrefsIn(text)).toContain(`/orders/${orderId}`);
  const desk = hrefsIn(text).find((href) => /^\/tasks\/[0-9a-f-]{36}$/.test(href)) ?? '';
  const answer = await li.open(desk);
  expect(answer.status).toBe(200);
  expect(answer.text).toContain(number);
  expect(rangeIn(text)).toBe('1–1 / 1');
});

test('decisions are searched, narrowed by days, and taken away as they are shown', async () => {
  const rows = async (query: string) => {
    const { text } = await li.open(`/tasks/decided${query}`);
    return dom(text).classed('decided')[0]?.tags('tbody')[0]?.tags('tr').length ?? 0;
  };
  expect(await rows(`?q=${number}`)).toBe(1);
  expect(await rows('?q=gxjs')).toBe(1);
  expect(await rows(`?q=${encodeURIComponent('没有')}`)).toBe(0);
  expect(await rows(`?from=${today()}&to=${today()}`)).toBe(1);
  expect(await rows('?to=2020-01-01')).toBe(0);
  expect(plain((await li.open('/tasks/decided?from=2026-02-01&to=2026-01-01')).text)).toContain('起始日期晚于截止日期');
  expect((await li.open('/tasks/decided?from=yesterday')).status).toBe(422);
  const csv = readCsv((await li.open(`/tasks/decided/export.csv?q=${number}`)).text);
  expect(csv).toHaveLength(2);
  expect(csv[1]?.slice(1, 3)).toEqual(['支付审核通过', number]);
  expect(readCsv((await li.open('/tasks/decided/export.csv?to=2020-01-01')).text)).toHaveLength(1);
  expect((await (await aBrowser(portal, 'enterprise')).open('/tasks/decided/export.csv')).status).toBe(404);
});

test('the history is walked to its end and back, and says where one is', async () => {
  const { client } = portal.database;
  await client`insert into order_events select e.* from order_events o, generate_series(1, 44) i,
    lateral jsonb_populate_record(o, jsonb_build_object('seq', 100 + i, 'command_id', 'copy-' || i,
      'at', o.at - i * interval '1 minute')) e where o.subject_id = ${orderId} and o.step = 'approvePayment'`;
  const pages = ['/tasks/decided'];
  const ranges = [];
  for (let path = pages[0] ?? ''; path !== '';) {
    const { text } = await li.open(path);
    ranges.push(rangeIn(text));
    path = linkTo(text, 'next');
    if (path === '')
      for (let back = linkTo(text, 'prev'); back !== '';) {
        const page = (await li.open(back)).text;
        ranges.push(rangeIn(page));
        back = linkTo(page, 'prev');
      }
  }
  expect(ranges).toEqual(['1–20 / 45', '21–40 / 45', '41–45 / 45', '21–40 / 45', '1–20 / 45']);
});

test('what the center decided about password resets stands among its decisions, in the file too', async () => {
  const zhao = await aBrowser(portal, 'center');
  const order = await anOrder(people, 'redemptionReview');
  await people.zhao.post(`${order.path}/redemption/return`, { version: order.version, reason: '请补充' });
  await portal.visitor.post('/api/password-resets', requestFor('enterprise'));
  const resetId = await newestReset(portal, 'demo-enterprise');
  const taskId = await taskOf(portal, resetId);
  const { body } = await people.zhao.get(`/api/password-resets/${resetId}`);
  const refused = await people.zhao.post(`/api/password-resets/${resetId}/refusal`, {
    version: body.version,
    reason: '未能核验申请人身份',
  });
  expect(refused.status).toBe(200);
  const { text } = await zhao.open('/tasks/decided');
  const rows =
    dom(text)
      .classed('decided')[0]
      ?.tags('tbody')[0]
      ?.tags('tr')
      .map((row) => row.text) ?? [];
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain('拒绝重置');
  expect(rows[0]).toContain(body.number);
  expect(rows[0]).toContain('密码重置：demo-enterprise');
  expect(rows[0]).toContain('未能核验申请人身份');
  expect(rangeIn(text)).toBe('1–2 / 2');
  expect(hrefsIn(text)).toEqual(expect.arrayContaining([`/password-resets/${resetId}`, `/tasks/${taskId}`]));
  const found = await zhao.open('/tasks/decided?q=demo-enterprise');
  expect(rangeIn(found.text)).toBe('1–1 / 1');
  expect(rangeIn((await zhao.open('/tasks/decided?q=DD2026')).text)).toBe('1–1 / 1');
  const csv = readCsv((await zhao.open('/tasks/decided/export.csv')).text);
  expect(csv.slice(1).map((cells) => cells[1])).toEqual(['拒绝重置', expect.stringContaining('退回')]);
});
