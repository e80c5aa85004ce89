/**
 * Without a mail server, mails are kept to be looked at: development.
 *
 * @source D20
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listKeptMails } from '../../db/reads/mail-list.ts';
import { findKeptMail } from '../../db/reads/mail.ts';
import { aPost, PUBLIC_URL } from '../setup/post.ts';
import type { Post } from '../setup/post.ts';

let post: Post;
beforeAll(async () => {
  post = await aPost({ kept: true, stretches: 1 });
}, 60_000);
afterAll(() => post.close());

test('every mail is kept once, newest first, as it would have gone out', async () => {
  const id = await post.anOrder('priced');
  await post.settled();
  const kept = await listKeptMails(post.db, { limit: 10 });
  const { order } = await post.fileOf(id);
  expect(kept).toMatchObject([
    { address: 'wang@example.com', subject: `价格已核定 · 订单 ${order.number}` },
    { address: 'chen@example.com', subject: `新订单 · 订单 ${order.number}` },
  ]);
  const mail = await findKeptMail(post.db, kept[0]?.id ?? '');
  expect(mail?.html).toContain(`${PUBLIC_URL}/orders/${id}`);
  expect(mail?.text).toContain(`${PUBLIC_URL}/orders/${id}`);
  expect(post.server.asked).toEqual([]);
  expect(await listKeptMails(post.db, { limit: 10, after: kept[0]?.id })).toHaveLength(1);
}, 60_000);

test('a run that has lasted long enough goes on as another, and no mail is lost or kept twice', async () => {
  const before = (await listKeptMails(post.db, { limit: 10 })).length;
  const { runId } = await post.delivery.describe();
  await post.temporal.stopWorker(); // ends the stretch
  await post.temporal.startWorker();
  await post.anOrder();
  await post.settled();
  expect(await listKeptMails(post.db, { limit: 10 })).toHaveLength(before + 1);
  expect((await post.delivery.describe()).runId).not.toBe(runId);
}, 60_000);
