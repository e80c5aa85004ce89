import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Runtime } from '@temporalio/worker';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { sql } from 'drizzle-orm';
import { createLog } from '../../api/log.ts';
import { orderEvents } from '../../db/schema/order.ts';
import { deliveryProcess } from '../../workflows/messages/delivery.ts';
import { textsIn } from '../replay/history.ts';
import { TEXTS } from '../replay/texts.ts';
import { eventually } from '../setup/eventually.ts';
import { aPost } from '../setup/post.ts';
import type { Post } from '../setup/post.ts';

/** What people typed is neither in Temporal nor in a log when writing it fails. */

let post: Post;
const logged: string[] = [];
const { logger } = Runtime.instance();
beforeAll(async () => {
  logger.log = (level, message, meta) => {
    if (level === 'WARN' || level === 'ERROR') logged.push(`${message} ${inspect(meta?.['error'], ALL)}`);
  };
  post = await aPost();
}, 60_000);
afterAll(() => post.close());

const ALL = { depth: 8, maxStringLength: Infinity } as const;

/** Ways in which writing an event fails; PostgreSQL quotes the row or the value in its message or detail. */
const FAILURES = {
  'a constraint': {
    begin: sql`alter table order_events add constraint order_events_test check (step <> 'close') not valid`,
    end: sql`alter table order_events drop constraint order_events_test`,
    says: 'error 23514 order_events_test',
  },
  'a trigger that says what it was given': {
    begin: sql`
      create function refuse_test() returns trigger language plpgsql as $$ begin raise exception E'%\n    at %:1:1', new.reason, new.body; end $$;
      create trigger order_events_test before insert on order_events for each row execute function refuse_test()`,
    end: sql`drop trigger order_events_test on order_events; drop function refuse_test()`,
    says: 'error P0001',
  },
  'a value that does not fit': {
    begin: sql`
      create function misfit_test() returns trigger language plpgsql as $$ begin perform new.reason::integer; return new; end $$;
      create trigger order_events_test before insert on order_events for each row execute function misfit_test()`,
    end: sql`drop trigger order_events_test on order_events; drop function misfit_test()`,
    says: 'error 22P02',
  },
};

test.each(Object.entries(FAILURES))(
  '%s refuses: name, code and constraint are kept',
  async (_name, failure) => {
    const { db, temporal } = post;
    const id = await post.anOrder('unpaid');
    await db.execute(failure.begin);
    const from = logged.length;
    const reason = `${TEXTS.reason}${TEXTS.person}13912345678`;
    const clicked = await temporal.sendClick(id, post.chen.id, { step: 'close', body: { reason } });
    const pending = await eventually(
      async () => (await temporal.handleOf(id).describe()).raw.pendingActivities ?? [],
      (activities) => (activities[0]?.attempt ?? 0) > 1,
    );
    await db.execute(failure.end);
    expect(await temporal.outcomeOf(clicked)).toBeNull();
    const history = textsIn(JSON.parse(historyToJSON(await temporal.handleOf(id).fetchHistory()))).join('\n');
    const seen = [
      history,
      inspect(
        pending.map(({ lastFailure }) => lastFailure),
        ALL,
      ),
      logged.slice(from).join('\n'),
    ];
    for (const text of seen) {
      expect(text).toContain(failure.says);
      expect(text).toContain('activities/process'); // the frames are there
      for (const typed of [TEXTS.reason, TEXTS.person, '13912345678', 'insert into'])
        expect(text.includes(typed)).toBe(false);
    }
    expect((await post.eventsOf(id)).at(-1)).toMatchObject({ step: 'close', reason });
  },
  60_000,
);

test('a mail server that quotes addresses, and a database that does not take its answer: no address is in Temporal or the log', async () => {
  const { db, temporal } = post;
  const from = logged.length;
  post.server.behaviour.toRecipient = () => 550;
  await db.execute(
    sql`alter table mails add constraint mails_test check (state not in ('failed', 'sent', 'waiting') or problem is null) not valid`,
  );
  await post.anOrder('priced');
  await eventually(
    () => logged.slice(from).join('\n'),
    (text) => text.includes('mails_test'),
    { withinMs: 45_000 },
  );
  await db.execute(sql`alter table mails drop constraint mails_test`);
  const handle = temporal.client.workflow.getHandle(deliveryProcess(temporal.taskQueue));
  const history = textsIn(JSON.parse(historyToJSON(await handle.fetchHistory()))).join('\n');
  const pending = inspect(
    (await handle.describe()).raw.pendingActivities?.map(({ lastFailure }) => lastFailure),
    ALL,
  );
  for (const text of [history, pending, logged.slice(from).join('\n')]) expect(text).not.toContain('@example.com');
}, 90_000);

test("the portal's log keeps name, code and constraint of a failed query, and of what lies behind it", async () => {
  const lines: string[] = [];
  const log = createLog(
    'info',
    new Writable({ write: (line, _encoding, done) => done(void lines.push(String(line))) }),
  );
  const id = await post.anOrder('unpaid');
  const [event] = await post.eventsOf(id);
  if (!event) throw new Error('an order has an event');
  const failed = await post.db
    .insert(orderEvents)
    .values({ ...event, reason: TEXTS.reason })
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  log.error({ err: failed }, 'fault');
  log.warn({ err: new Error(`outer`, { cause: failed }) }, 'unavailable');
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toContain('"code":"23505"');
    expect(line).toContain('"constraint":"order_events_');
    expect(line).not.toContain(TEXTS.reason);
    expect(line).not.toContain(id);
  }
});
