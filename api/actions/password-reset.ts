import { findCommand } from '../../db/reads/command.ts';
import { findPasswordReset, findResetByToken, listPasswordResetEvents } from '../../db/reads/password-reset.ts';
import type { PasswordResetRecord } from '../../db/reads/password-reset.ts';
import type { Account } from '../../db/reads/account.ts';
import type { PasswordResetBodies, RequestedReset } from '../../domain/password-reset/password-reset.ts';
import { PASSWORD_RESET_PROCESS } from '../../domain/password-reset/process.ts';
import { mayTake, roleRuling } from '../../domain/process/permissions.ts';
import type { StepRequest } from '../../domain/process/steps.ts';
import type { ResetDecision } from '../forms/password-reset.ts';
import { hashResetToken, resetLinkOf } from '../session/reset-token.ts';
import { hashPassword } from '../session/sign-in.ts';
import { click, commandId, newSubject } from './click.ts';
import type { ClickResult, KeyClaim, Member } from './click.ts';
import { InvalidInput, insist, Refused } from './errors.ts';
import { now } from './moment.ts';
import type { Portal } from './portal.ts';
import { insistVisible } from './subjects.ts';

/** A password reset as it is read to be shown: its record, and what happened to it. */
export interface ResetWithEvents {
  readonly record: PasswordResetRecord;
  readonly events: Awaited<ReturnType<typeof listPasswordResetEvents>>;
}

/** The same, as a decision leaves it: with the link that the decision has issued, as long as it is good. Kept nowhere. */
export interface DecidedReset extends ResetWithEvents {
  readonly link: string | null;
}

/** A password reset. @throws Refused `passwordReset.not-found`, also for one that the asker may not know of */
export async function getPasswordReset(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  resetId: string,
): Promise<ResetWithEvents> {
  const [read, events] = await Promise.all([findPasswordReset(db, resetId), listPasswordResetEvents(db, resetId)]);
  const record = insistVisible(PASSWORD_RESET_PROCESS, read, ({ reset }) => reset, account);
  return { record, events };
}

/** Somebody without an account: where the call comes from, and what stands for an Idempotency-Key in a page's form. */
interface Visitor {
  readonly address: string;
  readonly key: KeyClaim | null;
}

/**
 * Takes a visitor's request. The account of the user name is not looked up here but by the recording, for which nobody waits, so
 * that neither the answer nor the time it takes says anything of it. Of one user name too many are passed over in silence.
 *
 * @throws Refused `passwordReset.throttled`; Unavailable
 * @source L14
 */
export async function requestReset(portal: Portal, { address, key }: Visitor, body: RequestedReset): Promise<void> {
  const visitor = { account: null, key };
  const id = commandId(visitor);
  const isRepeat = key !== null && (await findCommand(portal.db, id, null)) !== undefined;
  const wanted = { id, subject: newSubject('passwordReset', id), version: null, request: { step: 'request', body } };
  const make = async (): Promise<void> => {
    await click({ ...portal, commandWaitMs: 0 }, visitor, wanted, NOTHING_TO_ASK);
  };
  await (isRepeat ? make() : portal.resetThrottle.admit(body.username, address, make));
}

/** What a visitor's click asks and reads: nothing, the form or the link is what lets it in. */
const NOTHING_TO_ASK = { ask: async () => undefined, read: async () => undefined };

/** A decision someone wants taken on a request. */
export interface WantedDecision {
  readonly resetId: string;
  readonly version: number;
  readonly decision: ResetDecision;
}

/** Takes a reviewer's decision: a link, or a refusal. The same click is given the same link again. @throws Refused @source L14 */
export function decideReset(
  portal: Portal,
  clicker: Member,
  { resetId, version, decision }: WantedDecision,
): Promise<ClickResult<DecidedReset>> {
  const { account } = clicker;
  const id = commandId(clicker);
  const token = portal.resetTokenOf(resetId, id);
  const request = requestOf(decision, token);
  const ask = async (): Promise<void> => {
    const { reset: row, task } = (await getPasswordReset(portal, account, resetId)).record;
    insist(mayTake(PASSWORD_RESET_PROCESS, { row, task }, account, request, version, now()));
  };
  const read = async () => withLink(portal, await getPasswordReset(portal, account, resetId), token);
  return click(
    portal,
    clicker,
    { id, subject: { type: 'passwordReset', id: resetId }, version, request },
    { ask, read },
  );
}

function requestOf(decision: ResetDecision, token: string): StepRequest<PasswordResetBodies, ResetDecision['step']> {
  if (decision.step === 'refuse') return { step: 'refuse', body: { reason: decision.reason } };
  const { step, identityCheck } = decision;
  return { step, body: { identityCheck, tokenHash: hashResetToken(token) } };
}

/** Issues a link for a staff account, which an administrator may do for others. @throws Refused @source L14 */
export function issueForStaff(
  portal: Portal,
  clicker: Member,
  { username, identityCheck }: Pick<PasswordResetBodies['issueForStaff'], 'username' | 'identityCheck'>,
): Promise<ClickResult<DecidedReset>> {
  const { account } = clicker;
  const id = commandId(clicker);
  const subject = newSubject('passwordReset', id);
  const token = portal.resetTokenOf(subject.id, id);
  const body = { username, identityCheck, tokenHash: hashResetToken(token) };
  const ask = async (): Promise<void> => insist(roleRuling(PASSWORD_RESET_PROCESS, 'issueForStaff', account));
  const read = async () => withLink(portal, await getPasswordReset(portal, account, subject.id), token);
  const request = { step: 'issueForStaff', body };
  return click(portal, clicker, { id, subject, version: null, request }, { ask, read });
}

/** The link of a token, while the reset waits for that very token. */
const withLink = ({ publicUrl }: Portal, read: ResetWithEvents, token: string): DecidedReset => ({
  ...read,
  link: read.record.reset.tokenHash === hashResetToken(token) ? resetLinkOf(publicUrl, token) : null,
});

/** Whether a link is good: not wrong, not used, not expired. */
export const isGoodResetToken = async ({ db }: Pick<Portal, 'db'>, token: string): Promise<boolean> =>
  (await findResetByToken(db, hashResetToken(token))) !== undefined;

/**
 * Sets the password of the account that a link was issued for, and ends its sessions.
 *
 * @throws Refused `passwordReset.link-invalid`; InvalidInput when the password is the user name
 * @source L14
 */
export async function setPassword(
  portal: Portal,
  key: KeyClaim | null,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<ClickResult<void>> {
  const { db } = portal;
  const tokenHash = hashResetToken(token);
  const id = commandId({ account: null, key });
  const before = key === null ? undefined : await findCommand(db, id, null); // a used link finds nothing, and its repeat must
  const resetId = before?.subjectId ?? (await findResetByToken(db, tokenHash));
  if (resetId === undefined) throw new Refused('passwordReset.link-invalid');
  const username = (await findPasswordReset(db, resetId))?.onRecord?.username;
  if (username?.toLowerCase() === password.toLowerCase())
    throw new InvalidInput([{ pointer: '/password', code: 'form.password-username' }]);
  const body = { tokenHash, passwordHash: await hashPassword(password) };
  const wanted = { id, subject: { type: 'passwordReset', id: resetId }, version: null } as const;
  try {
    const request = { step: 'setPassword', body };
    return await click(portal, { account: null, key }, { ...wanted, request }, NOTHING_TO_ASK);
  } catch (error) {
    if (error instanceof Refused) throw new Refused('passwordReset.link-invalid'); // used or expired meanwhile
    throw error;
  }
}
