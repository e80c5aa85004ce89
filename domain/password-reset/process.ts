import type { Instant } from '../day.ts';
import type { Effect, Taking } from '../process/effect.ts';
import { effect } from '../process/effect.ts';
import type { Process } from '../process/process.ts';
import { SUBJECT_TYPES } from '../process/subject.ts';
import type { StepRequest } from '../process/steps.ts';
import type { Waiting } from '../process/wait.ts';
import type { Actor, Moment } from '../role.ts';
import { ALLOWED, all, refuseIf } from '../ruling.ts';
import type { Ruling } from '../ruling.ts';
import { LINK_HOURS } from './password-reset.ts';
import { PASSWORD_RESET_STATES } from './states.ts';
import { PASSWORD_RESET_STEPS } from './steps.ts';
import type { PasswordReset, PasswordResetBodies } from './password-reset.ts';
import type { PasswordResetStep } from './steps.ts';

type ResetRequest = StepRequest<PasswordResetBodies>;

/** A new password without mail or phone: somebody asks, the center checks who it is, a link of 24 hours does the rest. @source L14, D16 */
export const PASSWORD_RESET_PROCESS: Process<PasswordReset, PasswordResetBodies> = {
  type: 'passwordReset',
  label: SUBJECT_TYPES.passwordReset,
  states: PASSWORD_RESET_STATES,
  steps: PASSWORD_RESET_STEPS,
  waitingFor,
  concerns: (role) => role === 'center' || role === 'admin',
  stepRuling,
  bodyRuling,
  effectOf,
  expired: () => effect<PasswordReset>({ state: 'expired', tokenHash: null }),
  partyDeadlines: ({ state, linkEndsAt }) =>
    state !== 'linkIssued' || linkEndsAt === null
      ? []
      : [{ name: 'linkEnds', step: 'expire', at: linkEndsAt, of: 'parties' }],
  partyDueAt: ({ linkEndsAt }) => linkEndsAt,
  phaseOf: ({ state }) => state,
  noticeOf: (step) => STEP_NOTICES[step],
  clockNotices: { near: 'passwordReset.expired', expired: 'passwordReset.expired' },
};

const STEP_NOTICES = {
  request: 'passwordReset.requested',
  issueForStaff: 'passwordReset.linkIssued',
  issueLink: 'passwordReset.linkIssued',
  refuse: 'passwordReset.refused',
  setPassword: 'passwordReset.done',
} as const satisfies Record<PasswordResetStep, string>;

function waitingFor({ state }: PasswordReset): Waiting<PasswordResetStep> | null {
  if (state === 'requested') return { role: 'center', group: 'center', step: 'issueLink', task: 'passwordReset' };
  return state === 'linkIssued' ? { role: 'visitor', group: null, step: 'setPassword', task: null } : null;
}

/** A link is for the account of a company, which there must be and which may sign in. @source L14 */
function stepRuling({ account }: PasswordReset, _actor: Actor, step: PasswordResetStep): Ruling {
  if (step !== 'issueLink') return ALLOWED;
  return all(
    refuseIf(account === null, 'passwordReset.no-account'),
    refuseIf(account?.isCompany === false, 'passwordReset.staff-account'),
    refuseIf(account?.isActive === false, 'passwordReset.account-disabled'),
  );
}

/**
 * The link of this reset sets the password, once, before it ends, and only while no other link has set it since. That it has ended
 * is asked here also: the clock may be late.
 *
 * @source L14
 */
function bodyRuling(reset: PasswordReset, _actor: Actor, { step, body }: ResetRequest, { now }: Moment): Ruling {
  if (step !== 'setPassword') return ALLOWED;
  const isItsLink = reset.tokenHash !== null && body.tokenHash === reset.tokenHash;
  const hasEnded = now !== undefined && reset.linkEndsAt !== null && reset.linkEndsAt <= now;
  return refuseIf(!isItsLink || hasEnded || isOvertaken(reset), 'passwordReset.link-invalid');
}

/** Whether another link has set the password since this one was issued. */
function isOvertaken({ account, linkEndsAt }: PasswordReset): boolean {
  if (!account?.passwordChangedAt || linkEndsAt === null) return false;
  return Date.parse(account.passwordChangedAt) > Date.parse(linkEndsAt) - LINK_HOURS * HOUR_MS;
}

const HOUR_MS = 3_600_000;

function effectOf(_reset: PasswordReset, { step, body }: ResetRequest, { now }: Taking): Effect<PasswordReset> {
  switch (step) {
    case 'request':
    case 'issueForStaff':
      throw new Error(`a password reset is begun, not changed, by ${step}`);
    case 'issueLink':
      return effect({ state: 'linkIssued', ...linkOf(body, now) });
    case 'refuse':
      return effect({ state: 'refused', remark: body.reason });
    case 'setPassword':
      return effect({ state: 'done', tokenHash: null });
  }
}

/** What a link that is issued now sets. @source L14 */
export const linkOf = (
  { identityCheck, tokenHash }: PasswordResetBodies['issueLink'],
  now: Instant,
): Pick<PasswordReset, 'identityCheck' | 'tokenHash' | 'linkEndsAt'> => ({
  identityCheck,
  tokenHash,
  linkEndsAt: new Date(Date.parse(now) + LINK_HOURS * HOUR_MS).toISOString(),
});
