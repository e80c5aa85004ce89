import { randomUUID } from 'node:crypto';
import { isGrpcServiceError } from '@temporalio/client';
import type { Subject, SubjectType } from '../../domain/process/subject.ts';
import type { Account } from '../../db/reads/account.ts';
import { acceptCommand, forgetCommand } from '../../db/writes/portal/command.ts';
import { findCommand } from '../../db/reads/command.ts';
import { sendTo } from '../../workflows/messages/send.ts';
import { Refused, Unavailable } from './errors.ts';
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

/** Who clicks, and with which key. */
export interface Clicker {
  /** Null for a visitor. */
  readonly account: Account | null;
  readonly key: KeyClaim | null;
}

/** Someone who is signed in, and clicks. */
export type Member = Clicker & { readonly account: Account };

/** A step someone wants taken, of whatever process. */
export interface Wanted {
  readonly subject: Subject;
  readonly version: number | null;
  readonly request: { readonly step: string; readonly body: object };
}

/** What a click came to: done, with the record as it is afterwards; or accepted and durable, without an outcome yet. */
export type ClickResult<R> =
  | { readonly done: true; readonly commandId: string; readonly record: R }
  | { readonly done: false; readonly commandId: string };

interface Command extends Wanted {
  readonly id: string;
  /** Null for a visitor. */
  readonly accountId: string | null;
}

/** The id of a keyed call's command follows from account and key: a repeat can only meet itself. */
export const commandId = ({ account, key }: Clicker): string =>
  key === null ? randomUUID() : uuidv5(`${account?.id ?? 'visitor'}/${key.key}/${key.since}`);

/** A new subject of this type; its id follows from the command that begins it. */
export const newSubject = (type: SubjectType, beginningId: string): Subject => ({
  type,
  id: uuidv5(`${type}/${beginningId}`),
});

/**
 * Takes a click: the rule, then Temporal, then what became of it.
 *
 * @param id the command's, by `commandId`
 * @param ask throws what the rule refuses; asked only for a click that is new: one begun before may have changed the answer itself
 * @param read the record, once the step is done
 * @throws Refused by `ask`, or with what the recording refused; Unavailable when it may be repeated
 */
export async function click<R>(
  portal: Portal,
  clicker: Clicker,
  { id, ...wanted }: Wanted & { readonly id: string },
  { ask, read }: { readonly ask: () => Promise<void>; readonly read: () => Promise<R> },
): Promise<ClickResult<R>> {
  const stands = await findStanding(portal, clicker, id);
  if (stands === 'new') await ask();
  const outcome =
    typeof stands === 'object'
      ? stands
      : stands === 'waiting'
        ? await waitAgain(portal, id)
        : await send(portal, { ...wanted, id, accountId: clicker.account?.id ?? null });
  if (!outcome) return { done: false, commandId: id };
  if (!outcome.done) throw new Refused(outcome.code);
  return { done: true, commandId: id, record: await read() };
}

/**
 * Where a keyed call stands that may have been begun before: `new`, its outcome, `waiting` for it, or `unsent`, as far as
 * anyone knows: then it is sent (again) without asking the rule, which it may have changed itself.
 */
async function findStanding(
  portal: Portal,
  { account, key }: Clicker,
  id: string,
): Promise<'new' | 'waiting' | 'unsent' | Outcome> {
  if (!key?.before) return 'new';
  const command = await findCommand(portal.db, id, account?.id ?? null);
  if (!command) return 'new';
  if (command.state !== 'accepted') return outcomeOf(command.code);
  return key.before === 'accepted' ? 'waiting' : 'unsent';
}

/** Waits once more for a command that is under way. */
const waitAgain = (portal: Portal, id: string): Promise<Outcome | undefined> =>
  portal.outcomes.expect(id).within(portal.commandWaitMs, 'perhaps');

/**
 * Sends a click through Temporal and waits for what became of it.
 *
 * @returns the outcome; undefined when there is none yet: accepted and durable
 * @throws Unavailable when the click may be repeated because the server has not acknowledged it
 */
async function send(portal: Portal, command: Command): Promise<Outcome | undefined> {
  const first = await acceptCommand(portal.db, command);
  const expectation = portal.outcomes.expect(command.id);
  try {
    await deliver(portal, command);
  } catch (error) {
    expectation.forget();
    if (first && neverLeft(error)) await takeBack(portal, command.id); // else a click answered 503 would happen later by itself
    throw new Unavailable('unavailable.temporal', error);
  }
  return expectation.within(portal.commandWaitMs, first ? undefined : 'perhaps');
}

/** Takes back a command that nobody has got. One that stays, since the database is away too, is told by reconciliation. */
const takeBack = ({ db, log }: Portal, id: string): Promise<unknown> =>
  forgetCommand(db, id).catch((error: unknown) =>
    log.warn({ err: error, command: id }, 'a command was not taken back'),
  );

const deliver = (
  { temporal, taskQueue }: Portal,
  { id, subject, accountId, version, request: { step } }: Command,
): Promise<void> =>
  temporal.withDeadline(Date.now() + ACKNOWLEDGE_MS, () =>
    sendTo({ client: temporal, taskQueue }, subject, { commandId: id, step, actorId: accountId, version }),
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
