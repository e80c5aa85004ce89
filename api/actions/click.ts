import { randomUUID } from 'node:crypto';
import type { Subject, SubjectType } from '../../domain/process/subject.ts';
import type { Account } from '../../db/reads/account.ts';
import { acceptCommand, decideCommand } from '../../db/writes/portal/command.ts';
import type { Role } from '../../domain/role.ts';
import { findCommand } from '../../db/reads/command.ts';
import { roleSaid } from '../../workflows/messages/executions.ts';
import { sendTo } from '../../workflows/messages/send.ts';
import { mark } from '../../way.ts';
import { isDatabaseLost, Refused, Unavailable } from './errors.ts';
import { outcomeOf } from './outcomes.ts';
import type { Expectation, Outcome } from './outcomes.ts';
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
  /** Whoever clicks; none for a visitor. */
  readonly roles: readonly Role[];
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
 * @throws Refused by `ask`, or with what the recording refused; Unavailable when nothing was done and nothing will be, unless it
 * is repeated
 */
export async function click<R>(
  portal: Portal,
  clicker: Clicker,
  { id, ...wanted }: Wanted & { readonly id: string },
  { ask, read }: { readonly ask: () => Promise<void>; readonly read: () => Promise<R> },
): Promise<ClickResult<R>> {
  const stands = await findStanding(portal, clicker, id);
  if (stands === 'new') await ask();
  mark('asked', id);
  const outcome =
    typeof stands === 'object'
      ? stands
      : stands === 'waiting'
        ? await waitAgain(portal, id)
        : await send(portal, {
            ...wanted,
            id,
            accountId: clicker.account?.id ?? null,
            roles: clicker.account?.roles ?? [],
          });
  if (!outcome) return { done: false, commandId: id };
  if (!outcome.done) throw new Refused(outcome.code);
  try {
    return { done: true, commandId: id, record: await read() };
  } catch (error) {
    if (!isDatabaseLost(error)) throw error;
    portal.log.warn({ err: error, command: id }, 'what was done was not read'); // done all the same: never 503
    return { done: false, commandId: id };
  }
}

/**
 * Where a keyed call stands that may have been begun before: `new` (or withdrawn, so that nothing was done), its outcome, `waiting` for it, or `unsent`, as far as
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
  if (command.state === 'withdrawn') return 'new';
  if (command.state !== 'accepted') return outcomeOf(command.code);
  return key.before === 'accepted' ? 'waiting' : 'unsent';
}

/** Waits once more for a command that is under way. */
const waitAgain = async (portal: Portal, id: string): Promise<Outcome | undefined> =>
  (await hear(portal, portal.outcomes.expect(id), 'perhaps')) ?? decide(portal, id, 'accepted');

/**
 * Sends a click through Temporal and waits for what became of it.
 *
 * @returns the outcome; undefined when there is none yet: it may still happen
 * @throws Unavailable when it never will, unless it is repeated
 */
async function send(portal: Portal, command: Command): Promise<Outcome | undefined> {
  const first = await acceptCommand(portal.db, command);
  mark('accepted', command.id);
  const expectation = portal.outcomes.expect(command.id);
  try {
    await deliver(portal, command);
    mark('acknowledged', command.id);
  } catch (error) {
    expectation.forget();
    return decide(portal, command.id, 'withdrawn', error); // the server may have the signal all the same
  }
  const outcome = await hear(portal, expectation, first ? undefined : 'perhaps');
  if (outcome) mark('heard', command.id);
  return outcome ?? decide(portal, command.id, 'accepted');
}

/** The outcome, when it comes in time. A database that is away tells none. */
const hear = (portal: Portal, expectation: Expectation, known?: 'perhaps'): Promise<Outcome | undefined> =>
  expectation.within(portal.commandWaitMs, known).catch((error: unknown) => {
    portal.log.warn({ err: error }, 'no outcome was heard');
    return undefined;
  });

/**
 * Fixes in the command's row what its sender is told, before it is told: what is answered 503 never happens, and what may still
 * happen is answered 202. Where the row cannot be reached nothing is fixed, so that it may: reconciliation ends what nobody fixed.
 *
 * @returns the outcome it has meanwhile; undefined when it may still happen
 * @throws Unavailable when it never will: withdrawn, now or by another sender of the same click
 */
async function decide(
  portal: Portal,
  id: string,
  state: 'accepted' | 'withdrawn',
  cause?: unknown,
): Promise<Outcome | undefined> {
  const { db, log } = portal;
  try {
    const stands = await decideCommand(db, id, state);
    if (stands?.state === 'accepted' || stands?.state === 'sending') return undefined;
    if (stands && stands.state !== 'withdrawn') return outcomeOf(stands.code);
  } catch (error) {
    log.warn({ err: error, command: id }, 'what a click is answered was not fixed');
    return undefined;
  }
  throw new Unavailable('unavailable.temporal', cause);
}

const deliver = (
  { temporal, taskQueue, publicUrl }: Portal,
  { id, subject, accountId, roles, version, request: { step } }: Command,
): Promise<void> =>
  temporal.withDeadline(Date.now() + ACKNOWLEDGE_MS, () =>
    sendTo({ client: temporal, taskQueue, publicUrl }, subject, {
      commandId: id,
      step,
      actorId: accountId,
      ...roleSaid(subject.type, step, roles),
      version,
    }),
  );
