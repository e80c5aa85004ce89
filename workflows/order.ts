import {
  CancellationScope,
  condition,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { isOpen } from '../domain/order/permissions.ts';
import { isFinal } from '../domain/order/states.ts';
import { ALLOWED } from '../domain/ruling.ts';
import { orderAttributes, orderDetails, stepSummary } from './case-file.ts';
import { ORDER_SIGNALS } from './messages/order.ts';
import type { OrderActivities, OrderCommand, OrderInput, OrderPosition, Recorded } from './messages/order.ts';

const quick = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '2s',
  retry: { initialInterval: '100ms', maximumAttempts: 3 },
});
const patient = proxyActivities<OrderActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/**
 * One order, from placing to its end. Signals fill the inbox; the loop alone takes from it, one command at a time, and
 * records each in one transaction. A cancel from Temporal Web has no effect: only a step ends a case.
 *
 * @returns the position the order ended in
 * @source L88, D3
 */
export const order = (input: OrderInput): Promise<OrderPosition> => CancellationScope.nonCancellable(() => life(input));

async function life(input: OrderInput): Promise<OrderPosition> {
  const inbox: OrderCommand[] = [];
  for (const signal of Object.values(ORDER_SIGNALS))
    setHandler(defineSignal<[unknown]>(signal), (sent) => {
      if (isClick(sent)) inbox.push(sent);
    });

  let at = await loaded(input);
  const alarm = anAlarm();
  if (at.state !== null && !isFinal(at.state)) show(at, true); // a case that comes back

  /** The one place that moves. Where the row was ahead, its position is adopted and the command asked again. */
  async function enter(command: OrderCommand): Promise<void> {
    const { settled, position } = await recorded(input, at, command);
    if (!settled) inbox.unshift(command);
    const moved = position.state !== at.state || position.waiting?.step !== at.waiting?.step;
    at = position;
    show(at, moved);
  }

  while (!isFinal(at.state)) {
    alarm.setFor(at.due);
    await condition(() => inbox.length > 0 || isDue(at) || alarm.isLaterThan(at.due));
    const next = inbox.shift() ?? fallenDue(input.orderId, at);
    if (next) await enter(next);
    if (next && at.state === null && inbox.length === 0) break; // `place` was refused: there is no case
  }
  for (let late = inbox.shift(); late; late = inbox.shift()) await enter(late); // answered all the same: refused
  return at;
}

/** Operators can send anything from Temporal Web. What is no person's click could never be recorded, and would hold up the order. */
function isClick(sent: unknown): sent is OrderCommand {
  const { commandId, step, actorId, version } = (sent ?? {}) as Partial<Record<keyof OrderCommand, unknown>>;
  const isKnown = typeof step === 'string' && Object.hasOwn(ORDER_SIGNALS, step);
  return isKnown && isUuid(commandId) && isUuid(actorId) && (version === null || typeof version === 'number');
}

const isUuid = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/** What Temporal Web shows of the case; its attributes cost an event, and are renewed only when it moved. */
function show(at: OrderPosition, moved: boolean): void {
  setCurrentDetails(orderDetails(at));
  if (moved) upsertSearchAttributes(orderAttributes(at));
}

const loaded = ({ orderId, plan }: OrderInput): Promise<OrderPosition> =>
  quick.loadOrder(orderId, plan).catch(() => patient.loadOrder(orderId, plan));

/** Three quick tries in the worker, then as long as it takes: an outage of the database must not grow the history. */
function recorded({ orderId, plan }: OrderInput, at: OrderPosition, command: OrderCommand): Promise<Recorded> {
  const ruling = isPersons(command) ? isOpen(at, command.step, command.version) : ALLOWED;
  const change = { orderId, command, seq: at.seq, ruling, ...(plan && { plan }), now: new Date().toISOString() };
  const call = { summary: stepSummary(command) };
  return quick.recordOrder
    .executeWithOptions(call, [change])
    .catch(() => patient.recordOrder.executeWithOptions(call, [change]));
}

const isPersons = (command: OrderCommand): command is OrderCommand & { step: keyof typeof ORDER_SIGNALS } =>
  command.step in ORDER_SIGNALS;

const dueTime = (due: OrderPosition['due']): number => (due ? Date.parse(due.at) : Infinity);

const isDue = (at: OrderPosition): boolean => Date.now() >= dueTime(at.due);

/** The clock's command, when its deadline has come. Its id is the same on every attempt. */
const fallenDue = (orderId: string, at: OrderPosition): OrderCommand | undefined =>
  at.due && isDue(at)
    ? { commandId: `${orderId}/${at.seq + 1}/${at.due.step}`, step: at.due.step, actorId: null, version: null }
    : undefined;

/** One alarm: set again only for an earlier instant and never cancelled. A timer per state would break the event budget. */
function anAlarm() {
  let wakesAt = Infinity;
  return {
    setFor(due: OrderPosition['due']): void {
      const time = dueTime(due);
      if (time >= wakesAt) return;
      wakesAt = time;
      void sleep(Math.max(1, time - Date.now()), { summary: `${due?.step} ${due?.at}` }).then(() => {
        if (wakesAt === time) wakesAt = Infinity;
      });
    },
    /** Whether it will ring too late for this deadline: it rang for an earlier one, and must be set again. */
    isLaterThan: (due: OrderPosition['due']): boolean => dueTime(due) < wakesAt,
  };
}
