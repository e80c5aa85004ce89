/**
 * Mails, through a real mail server: each once, whatever happens to the server or the worker.
 *
 * @source L132, L138, L140, D20
 */
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { dom } from '../setup/dom.ts';
import { given } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { aPost, PUBLIC_URL } from '../setup/post.ts';
import type { Post } from '../setup/post.ts';
import { resendMail } from '../../db/writes/portal/mail.ts';
import { listTroubledMails } from '../../db/reads/mail-list.ts';
import { getOutboxState } from '../../db/reads/mail.ts';

let post: Post;
beforeAll(async () => {
  post = await aPost();
}, 60_000);
beforeEach(async () => {
  await post.server.up();
  await post.settled();
  post.server.received.length = 0;
  post.server.asked.length = 0;
  post.server.behaviour.toRecipient = () => 'yes';
  post.server.behaviour.toMessage = () => 'yes';
}, 60_000);
afterAll(() => post.close());

const subjectsTo = (address: string): (string | undefined)[] =>
  post.server.to(address).map(({ mail }) => mail.subject?.replace(/ · 订单 DD.*/, ''));
const twice = (): string[] => {
  const accepted = post.server.received
    .filter(({ verdict }) => verdict === 'yes')
    .map(({ mail }) => mail.messageId ?? '');
  return accepted.filter((id, index) => accepted.indexOf(id) !== index);
};

test('the mails of a paid order reach its people, each once, with a link to the order', async () => {
  const id = await post.anOrder('paid');
  await post.settled();
  expect(new Set(subjectsTo('chen@example.com'))).toEqual(new Set(['支付审核通过', '支付待审核', '新订单']));
  expect(new Set(subjectsTo('wang@example.com'))).toEqual(new Set(['价格已核定', '支付审核通过']));
  expect(subjectsTo('li@example.com')).toEqual(['支付待审核']);
  expect(subjectsTo('qian@example.com')).toEqual([]);
  const { raw, mail } = post.server.to('li@example.com')[0] ?? {};
  const { order } = await post.fileOf(id);
  expect(mail?.subject).toBe(`支付待审核 · 订单 ${order.number}`);
  expect(raw?.split('\r\n\r\n')[0]).toMatch(/^[\x20-\x7E\r\n\t]*$/); // headers are ASCII: encoded words
  for (const part of [mail?.html || '', mail?.text ?? '']) {
    expect(part).toContain(`${PUBLIC_URL}/orders/${id}`);
    expect(part).toContain(`订单 ${order.number} 已支付创新券 30,000.00 元，等待园区审核。`);
    expect(part).toContain('li，您好：');
    expect(part).toContain('50,000.00 元');
    expect(part).toContain('咨询电话 0371-5550 0126');
  }
  const letter = dom(mail?.html || '');
  expect(letter.tags('style')).toEqual([]);
  expect(letter.classed('button')[0]?.attribute('style')).toContain('background: #0b57b5');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(twice()).toEqual([]);
}, 60_000);

test('a mail its server puts off is tried again, and goes out once', async () => {
  let left = 3;
  post.server.behaviour.toRecipient = (address) => (address === 'chen@example.com' && left-- > 0 ? 451 : 'yes');
  await post.anOrder();
  await eventually(
    async () => (await post.pausesPass(), post.server.to('chen@example.com').length),
    (count) => count > 0,
  );
  await post.settled();
  expect(post.server.asked.filter((address) => address === 'chen@example.com')).toHaveLength(4);
  expect(subjectsTo('chen@example.com')).toEqual(['新订单']);
  expect((await post.allMails()).at(-1)).toMatchObject({ state: 'sent', attempts: 3, problem: null });
}, 60_000);

test('while the mail server is down orders go on, and afterwards every mail goes out once', async () => {
  await post.server.down();
  await post.anOrder('priced');
  await eventually(
    () => getOutboxState(post.db),
    ({ waiting, problem }) => waiting === 2 && problem !== null,
  );
  expect(await getOutboxState(post.db)).toMatchObject({
    waiting: 2,
    failed: 0,
    problem: expect.stringMatching(/ECONNREFUSED/),
  });
  await post.server.up();
  await post.settled();
  expect(subjectsTo('chen@example.com')).toEqual(['新订单']);
  expect(subjectsTo('wang@example.com')).toEqual(['价格已核定']);
  expect((await post.allMails()).slice(-2)).toMatchObject([{ attempts: 0 }, { attempts: 0 }]); // an outage is no attempt
}, 60_000);

test('a mail that is refused for good is not tried again; an administrator sees why, and may send it anew', async () => {
  post.server.behaviour.toRecipient = (address) => (address === 'chen@example.com' ? 550 : 'yes');
  await post.anOrder();
  await post.settled();
  const [failed] = await listTroubledMails(post.db, { limit: 10 });
  expect(failed).toMatchObject({
    state: 'failed',
    email: 'chen@example.com',
    event: 'order.placed',
    problem: expect.stringContaining('550'),
  });
  expect(subjectsTo('chen@example.com')).toEqual([]);
  post.server.behaviour.toRecipient = () => 'yes';
  expect(await resendMail(post.db, failed?.id ?? '', post.zheng.id)).toBe(true);
  await post.settled();
  expect(subjectsTo('chen@example.com')).toEqual(['新订单']);
  expect(await resendMail(post.db, failed?.id ?? '', post.zheng.id)).toBe(false); // it is sent
  expect(await listTroubledMails(post.db, { limit: 10 })).toEqual([]);
}, 60_000);

test('a mail its server had whole and never answered for is not sent again by itself', async () => {
  post.server.behaviour.toMessage = () => 'hangs up';
  await post.anOrder();
  await post.settled();
  expect(subjectsTo('chen@example.com')).toEqual(['新订单']);
  const [doubtful] = await listTroubledMails(post.db, { limit: 10 });
  expect(doubtful).toMatchObject({ state: 'doubtful', event: 'order.placed' });
  post.server.behaviour.toMessage = () => 'yes';
  await post.anOrder('priced');
  await post.settled();
  expect(subjectsTo('chen@example.com')).toEqual(['新订单', '新订单']); // of two orders
  await resendMail(post.db, doubtful?.id ?? '', post.zheng.id);
  await post.settled();
  const ids = post.server.to('chen@example.com').map(({ mail }) => mail.messageId);
  expect(ids[2]).toBe(ids[0]); // so that its receiver can tell
}, 60_000);

test('a server that hangs up before it had a mail whole is given it again', async () => {
  let left = 1;
  post.server.behaviour.toRecipient = () => (left-- > 0 ? 'hangs up' : 'yes');
  await post.anOrder();
  await eventually(
    async () => (await post.pausesPass(), post.server.received.length),
    (count) => count > 0,
  );
  await post.settled();
  expect(subjectsTo('chen@example.com')).toEqual(['新订单']);
}, 60_000);

test('who wants no mail of an event has none, who wants English has English, who has no address has none', async () => {
  await post.prefers(post.chen, { unwanted: ['order.placed'] });
  await post.prefers(post.wang, { language: 'en' });
  await post.anOrder('priced');
  await post.settled();
  expect(subjectsTo('chen@example.com')).toEqual([]);
  const [{ mail } = {}] = post.server.to('wang@example.com');
  expect(mail?.subject).toMatch(/^Price confirmed · order DD/);
  for (const part of [mail?.html || '', mail?.text ?? ''])
    expect(part).toMatch(
      /Dear wang,[^]*price confirmed at CNY 50,000.00[^]*Open the order[^]*Change notification settings/,
    );
  expect(mail?.text).not.toMatch(/订单|核定|金额/);
  for (const who of [post.chen, post.wang]) await post.prefers(who, {});
}, 60_000);

test('delivery is a short history, which replays', async () => {
  const history = await post.delivery.fetchHistory();
  expect(history.events?.length).toBeLessThan(12);
  const workflowBundle = { codePath: given('TEST_WORKFLOW_BUNDLE') };
  await Worker.runReplayHistory({ workflowBundle }, history, 'mail-delivery');
});
