import { randomUUID } from 'node:crypto';
import { isGrpcServiceError } from '@temporalio/client';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { acceptCommand, forgetCommand } from '../../db/writes/portal/command.ts';
import { commandOf } from '../../db/reads/command.ts';
import { sendToOrder } from '../../workflows/messages/send.ts';
import { Unavailable } from './errors.ts';
import { outcomeOf } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import type { Portal } from './portal.ts';
import { uuidv5 } from './uuid.ts';

/** How long the server may take to say that it has the signal. */
const ACKNOWLEDGE_MS = 5_000;

/** A call that holds its key: a client's Idempotency-Key, or what stands for one in a page's form. */
export interface KeyClaim {
  readonly key: string;
  /** When the key was first used; kept over all repeats. */
  readonly since: string;
  /** How the call ended that was begun before: answered 202, or not at all; null when this is the first. */
  readonly before: 'accepted' | 'interrupted' | null;
}

/** One step someone asks for, ready to be sent. */
export interface Click {
  readonly id: string;
  readonly accountId: string;
  readonly orderId: string;
  readonly version: number | null;
  readonly request: OrderRequest;
}

/** The id of a keyed call's command follows from account and key: a repeat can only meet itself. */
export const commandId = (accountId: string, key: KeyClaim | null): string =>
  key === null ? randomUUID() : uuidv5(`${accountId}/${key.key}/${key.since}`);

/** A new order's id follows from the command that places it. */
export const newOrderId = (placingId: string): string => uuidv5(`order/${placingId}`);

/**
 * Sends a click through Temporal and waits for what became of it.
 *
 * @returns the outcome; undefined when there is none yet: accepted and durable
 * @throws Unavailable when the click may be repeated because the server has not acknowledged it
 */
export async function send(portal: Portal, click: Click): Promise<Outcome | undefined> {
  const { request, ...command } = click;
  const first = await acceptCommand(portal.db, { ...command, request });
  const expectation = portal.outcomes.expect(click.id);
  try {
    await deliver(portal, click);
  } catch (error) {
    expectation.forget();
    if (first && neverLeft(error)) await takenBack(portal, click.id); // else a click answered 503 would happen later by itself
    throw new Unavailable('unavailable.temporal', error);
  }
  return expectation.within(portal.commandWaitMs, first ? undefined : 'perhaps');
}

/** Takes back a command that nobody has got. One that stays, since the database is away too, is told by reconciliation. */
const takenBack = ({ db, log }: Portal, id: string): Promise<unknown> =>
  forgetCommand(db, id).catch((error: unknown) =>
    log.warn({ err: error, command: id }, 'a command was not taken back'),
  );

/**
 * Where a keyed call stands that may have been begun before: `new`, its outcome, `waiting` for it, or `unsent`, as far as
 * anyone knows: then it is sent (again) without asking the rule, which it may have changed itself.
 */
export async function standing(
  portal: Portal,
  accountId: string,
  key: KeyClaim | null,
): Promise<'new' | 'waiting' | 'unsent' | Outcome> {
  if (!key?.before) return 'new';
  const command = await commandOf(portal.db, commandId(accountId, key), accountId);
  if (!command) return 'new';
  if (command.state !== 'accepted') return outcomeOf(command.code);
  return key.before === 'accepted' ? 'waiting' : 'unsent';
}

/** Waits once more for a command that is under way. */
export const waitAgain = (portal: Portal, id: string): Promise<Outcome | undefined> =>
  portal.outcomes.expect(id).within(portal.commandWaitMs, 'perhaps');

const deliver = (
  { temporal, taskQueue }: Portal,
  { id, orderId, accountId, version, request: { step } }: Click,
): Promise<void> =>
  temporal.withDeadline(Date.now() + ACKNOWLEDGE_MS, () =>
    sendToOrder({ client: temporal, taskQueue }, orderId, { commandId: id, step, actorId: accountId, version }),
  );

/** Codes by which the server, or the way to it, says that it did not take the signal: not UNKNOWN, DEADLINE_EXCEEDED or INTERNAL. */
const REFUSED_BY_SERVER = new Set([3, 5, 7, 8, 12, 16]);

/** Whether the server certainly has not got the signal. */
function neverLeft(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!isGrpcServiceError(cause)) continue;
    return (
      REFUSED_BY_SERVER.has(cause.code) ||
      (cause.code === 14 && /No connection established|ECONNREFUSED/.test(cause.details))
    );
  }
  return false;
}
