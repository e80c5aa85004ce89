/**
 * The daily digest: staff who want it have one mail a working day in place of one a notice.
 *
 * @source D20, D23
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, dayOf, instantAt } from '../../domain/day.ts';
import { isWorkingDay, workingDayAfter } from '../../domain/calendar.ts';
import { getCalendar } from '../../db/reads/calendar.ts';
import { eq } from 'drizzle-orm';
import { digestDays } from '../../db/schema/mail.ts';
import { notifications } from '../../db/schema/notification.ts';
import { aPost, PUBLIC_URL } from '../setup/post.ts';
import type { Post } from '../setup/post.ts';
import { eventually } from '../setup/eventually.ts';

let now = new Date().toISOString();
let post: Post;
beforeAll(async () => {
  now = instantAt(dayOf(now), '08:00:00'); // too early for a digest, whatever day it is
  post = await aPost({ now: () => now });
}, 60_000);
afterAll(() => post.close());

const subjectsTo = (address: string): (string | undefined)[] => post.server.to(address).map(({ mail }) => mail.subject);
const digestsTo = (name: string): (string | undefined)[] =>
  subjectsTo(`${name}@example.com`).filter((subject) => /摘要/.test(subject ?? ''));

test('tells of open tasks and unread notices once a working day, in place of single mails', async () => {
  await post.prefers(post.zhao, { digest: true });
  await post.prefers(post.sun, { digest: true }); // has nothing to do
  const id = await post.anOrder('redemptionReview');
  await post.settled();
  expect(subjectsTo('zhao@example.com')).toEqual([]);
  expect(subjectsTo('zhou@example.com')).toHaveLength(1); // who wants no digest

  const calendar = await getCalendar(post.db);
  const day = workingDayAfter(calendar, dayOf(now), 1);
  now = instantAt(day, '08:30:00');
  await eventually(
    () => digestsTo('zhao'),
    ({ length }) => length > 0,
  );
  await post.settled();
  const { order } = await post.fileOf(id);
  const [{ mail } = {}] = post.server.to('zhao@example.com');
  expect(mail?.subject).toBe(`${day} 摘要：1 项待办，1 条未读通知`);
  for (const part of [mail?.html || '', mail?.text ?? '']) {
    expect(part).toContain('兑付审核');
    expect(part).toContain(order.number);
    expect(part).toContain(`${PUBLIC_URL}/orders/${id}`);
    expect(part).toContain(`订单 ${order.number} 已申请兑付。`);
  }
  expect(await post.tally()).toMatchObject({ 'zhao sent': 1, 'sun dropped': 1 }); // nothing to say is not said

  // Another worker, the same day; a notice that was read; the next day.
  await post.temporal.stopWorker();
  now = instantAt(day, '11:00:00');
  await post.temporal.startWorker();
  await post.anOrder('redemptionReview');
  await post.settled();
  expect(subjectsTo('zhou@example.com')).toHaveLength(2);
  expect(digestsTo('zhao')).toHaveLength(1);
  await post.db.update(notifications).set({ readAt: now }).where(eq(notifications.subjectId, id));
  const saturday = [1, 2, 3, 4, 5, 6, 7]
    .map((days) => addDays(day, days))
    .find((each) => !isWorkingDay(calendar, each));
  now = instantAt(saturday ?? day, '12:00:00');
  await post.anOrder();
  await post.settled();
  const next = workingDayAfter(calendar, saturday ?? day, 1);
  now = instantAt(next, '09:00:00');
  await eventually(
    () => digestsTo('zhao'),
    ({ length }) => length > 1,
  );
  expect(digestsTo('zhao')[1]).toBe(`${next} 摘要：2 项待办，1 条未读通知`);
  expect((await post.db.select().from(digestDays)).map((row) => row.day)).toEqual([day, next]);
}, 120_000);
