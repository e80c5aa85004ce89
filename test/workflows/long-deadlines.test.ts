import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { orderActivities } from '../../activities/order.ts';
import { orderEvents } from '../../db/schema/order.ts';
import { calendarDays } from '../../db/schema/setting.ts';
import { asc, eq } from 'drizzle-orm';
import { getCalendar } from '../../db/reads/calendar.ts';
import { timeSkippingServer } from '../../scripts/servers/time-skipping.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { addDays, dayOf, inShanghai } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { ATTRIBUTE_TYPES } from '../../worker/search-attributes.ts';
import { ORDER, ORDER_SIGNALS } from '../../workflows/messages/order.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages/process.ts';
import { executionOf } from '../../workflows/messages/executions.ts';
import { requestOf } from '../roads/order-requests.ts';
import { roadTo } from '../roads/order.ts';
import type { Stop } from '../roads/order.ts';
import { requests } from '../setup/bodies.ts';
import { acceptCommand } from '../setup/commands.ts';
import { given, testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aScheme } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

/** The scheme's own deadlines, in a world where months pass in a second. @source D20 */

let environment: TestWorkflowEnvironment;
let database: TestDatabase;
let scheme: Scheme;
beforeAll(async () => {
  environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await timeSkippingServer() } },
  });
  // This server knows how to add attributes, but not how to list them.
  await environment.nativeConnection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(
      Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, ATTRIBUTE_TYPES[type]]),
    ),
  });
  database = await testDatabase();
  scheme = await aScheme(database.db, { useWithin: 300, redeemWithin: 400 });
  await database.db.insert(calendarDays).values({ day: addDays(scheme.today, 1), worked: false, name: '测试假日' });
}, 120_000);
afterAll(async () => {
  await environment?.teardown();
  await database?.drop();
});

const taskQueue = `long-${randomUUID()}`;

async function withWorker<T>(work: () => Promise<T>): Promise<T> {
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: { codePath: given('TEST_WORKFLOW_BUNDLE') },
    activities: orderActivities({ db: database.db, calendar: () => getCalendar(database.db) }),
  });
  return worker.runUntil(work);
}

async function send(orderId: string, who: { id: string }, request: OrderRequest): Promise<void> {
  const { step } = request;
  const commandId = await acceptCommand(database.db, { orderId, accountId: who.id, request });
  await environment.client.workflow.signalWithStart(ORDER, {
    workflowId: executionOf({ type: 'order', id: orderId }),
    taskQueue,
    args: [{ orderId, clicked: true }],
    signal: ORDER_SIGNALS[step],
    signalArgs: [{ commandId, step, actorId: who.id, version: null }],
  });
}

/** What signals the road up to this stop; its papers are uploaded before. */
async function roadOf(orderId: string, people: Scheme, upTo: Stop): Promise<() => Promise<void>> {
  const ask = requests(database.db, people);
  const clicks = await Promise.all(
    roadTo(upTo).map(async (row) => ({ who: people[row.person], request: await requestOf(ask, row) })),
  );
  return async () => {
    for (const { who, request } of clicks) await send(orderId, who, request);
  };
}

/** The day the server had come to when the order was placed: time only goes forward here. */
const placedOn = async (orderId: string): Promise<Day> => {
  const [placed] = await database.db
    .select()
    .from(orderEvents)
    .where(eq(orderEvents.subjectId, orderId))
    .orderBy(asc(orderEvents.seq));
  return dayOf(placed?.at ?? '');
};

const clockOf = async (orderId: string) =>
  (await database.db.select().from(orderEvents).where(eq(orderEvents.subjectId, orderId)).orderBy(asc(orderEvents.seq)))
    .filter(({ actorId }) => actorId === null)
    .map(({ step, body, at }) => ({ step, name: (body as { deadline: string }).deadline, day: dayOf(at) }));

test('a payment review is due at 17:30 of the third working day, holidays not counted: reminder on the second, admin on the fifth', async () => {
  const orderId = randomUUID();
  const pay = await roadOf(orderId, scheme, 'paymentReview');
  await withWorker(async () => {
    await pay();
    await environment.sleep('14 days');
    await environment.client.workflow.getHandle(executionOf({ type: 'order', id: orderId })).terminate('told'); // else its own deadlines go on in the next test
  });
  const events = await database.db
    .select()
    .from(orderEvents)
    .where(eq(orderEvents.subjectId, orderId))
    .orderBy(asc(orderEvents.seq));
  const paid = events.find(({ step }) => step === 'pay');
  const working = workingDays(dayOf(paid?.at ?? ''));
  const rung = events
    .filter(({ fromState, actorId }) => fromState === 'paymentReview' && actorId === null)
    .map(({ step, at }) => ({ step, at: inShanghai(at).slice(0, 16) }));
  expect(rung).toEqual([
    { step: 'remind', at: `${working[1]}T17:30` },
    { step: 'overdue', at: `${working[2]}T17:30` },
    { step: 'escalate', at: `${working[4]}T17:30` },
  ]);
}, 120_000);

test('whoever may ask for redemption is reminded 30, 7 and 1 days before redeemBy; afterwards the center has the task', async () => {
  const soon = await aScheme(database.db, { useWithin: 60, redeemWithin: 61 });
  const orderId = randomUUID();
  const payAndApprove = await roadOf(orderId, soon, 'paid');
  await withWorker(async () => {
    await payAndApprove();
    await environment.sleep('62 days');
    await environment.client.workflow.getHandle(executionOf({ type: 'order', id: orderId })).terminate('told');
  });
  const redeemBy = addDays(soon.today, 61);
  const rung = await clockOf(orderId);
  expect(rung.slice(0, 4)).toEqual([
    { step: 'remind', name: 'redeemBy-30', day: addDays(redeemBy, -30) },
    { step: 'remind', name: 'redeemBy-7', day: addDays(redeemBy, -7) },
    { step: 'remind', name: 'redeemBy-1', day: addDays(redeemBy, -1) },
    { step: 'endTurn', name: 'endTurn', day: addDays(redeemBy, 1) },
  ]);
  expect(rung.slice(4).map(({ name }) => name)).toEqual(['remind', 'overdue', 'escalate']);
}, 120_000);

test('an unpaid order is reminded of 30, 7 and 1 days before useBy, and after 90 days', async () => {
  const orderId = randomUUID();
  const place = await roadOf(orderId, scheme, 'unpaid');
  await withWorker(async () => {
    await place();
    await environment.sleep('301 days');
  });
  const useBy = scheme.voucher.useBy;
  expect(await clockOf(orderId)).toEqual([
    { step: 'remind', name: 'unpaid', day: addDays(await placedOn(orderId), 90) },
    { step: 'remind', name: 'useBy-30', day: addDays(useBy, -30) },
    { step: 'remind', name: 'useBy-7', day: addDays(useBy, -7) },
    { step: 'remind', name: 'useBy-1', day: addDays(useBy, -1) },
    { step: 'endTurn', name: 'endTurn', day: addDays(useBy, 1) },
  ]);
}, 120_000);

/** The next working days after a day, by hand: Monday to Friday without the test's holiday. */
function workingDays(day: Day): Day[] {
  const days: Day[] = [];
  for (let next = addDays(day, 1); days.length < 6; next = addDays(next, 1)) {
    const weekday = new Date(`${next}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && next !== addDays(scheme.today, 1)) days.push(next);
  }
  return days;
}
