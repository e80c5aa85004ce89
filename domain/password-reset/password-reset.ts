import type { Language } from '../language.ts';
import type { ProcessRow } from '../process/process.ts';
import { readyReasons, translateReason } from '../process/ready-reasons.ts';
import { DECISION_STEP, PLAIN_STEP } from '../process/steps.ts';
import type { StateRow, StepRow } from '../process/steps.ts';
import type { Instant } from '../day.ts';

/** The states of a request for a new password. @source L14, D16 */
export const PASSWORD_RESET_STATES = {
  requested: { zh: '待核验', en: 'To be checked' },
  linkIssued: { zh: '已发链接', en: 'Link issued' },
  done: { zh: '已重置', en: 'Done', final: true },
  refused: { zh: '已拒绝', en: 'Refused', final: true },
  expired: { zh: '链接已失效', en: 'Expired', final: true },
} as const satisfies Record<string, StateRow>;

export type PasswordResetState = keyof typeof PASSWORD_RESET_STATES;

/** The states in which something can still happen. @source L14 */
export const OPEN_PASSWORD_RESET_STATES: readonly PasswordResetState[] = (
  Object.keys(PASSWORD_RESET_STATES) as PasswordResetState[]
).filter((state) => !('final' in PASSWORD_RESET_STATES[state]));

/**
 * The steps of a password reset. A visitor asks, the center checks and hands out a link that is good for 24 hours, the
 * visitor sets the password. For staff an administrator begins with the link.
 *
 * @source L14, D16
 */
export const PASSWORD_RESET_STEPS = {
  request: {
    ...PLAIN_STEP,
    zh: '申请重置密码',
    en: 'Request a new password',
    by: [],
    visitor: true,
    from: [],
    to: ['requested'],
    signal: 'resetRequested',
    secret: ['company', 'creditCode', 'contact', 'landline', 'reason'],
    source: 'L14',
  },
  issueForStaff: {
    ...PLAIN_STEP,
    zh: '为工作人员发链接',
    en: 'Issue a link for staff',
    by: ['admin'],
    from: [],
    to: ['linkIssued'],
    signal: 'staffLinkIssued',
    secret: ['tokenHash', 'identityCheck'],
    source: 'L14',
  },
  issueLink: {
    ...DECISION_STEP,
    zh: '核验通过，发链接',
    en: 'Issue the link',
    by: ['center'],
    from: ['requested'],
    to: ['linkIssued'],
    signal: 'linkIssued',
    secret: ['tokenHash', 'identityCheck'],
    source: 'L14',
  },
  refuse: {
    ...DECISION_STEP,
    zh: '拒绝重置',
    en: 'Refuse',
    by: ['center'],
    from: ['requested'],
    to: ['refused'],
    signal: 'resetRefused',
    reason: 'required',
    reasons: {
      noAccount: { zh: '申请信息与平台账号不符', en: 'No account fits what the request says', source: 'L14' },
      notReached: { zh: '按登记信息无法联系到申请人', en: 'The applicant could not be reached', source: 'L14' },
      notProved: { zh: '未能核验申请人身份', en: 'The identity could not be proved', source: 'L14' },
      staff: { zh: '工作人员账号由管理员办理', en: 'Accounts of staff are an administrator’s', source: 'L14' },
    },
    source: 'L14',
  },
  setPassword: {
    ...PLAIN_STEP,
    zh: '设置新密码',
    en: 'Set a new password',
    by: [],
    visitor: true,
    from: ['linkIssued'],
    to: ['done'],
    signal: 'passwordSet',
    secret: ['tokenHash', 'passwordHash'],
    source: 'L14',
  },
} as const satisfies Record<string, StepRow<PasswordResetState>>;

/** Why a request was refused, in the reader's language as far as it is a ready reason. @source L14, L149 */
export const resetReasonIn = (reason: string, language: Language): string =>
  language === 'en' ? translateReason(reason, readyReasons(PASSWORD_RESET_STEPS.refuse)) : reason;

export type PasswordResetStep = keyof typeof PASSWORD_RESET_STEPS;

/** What each step says. Tokens and passwords come as hashes: the portal makes them, and nobody keeps what they are made of. */
export interface PasswordResetBodies {
  request: RequestedReset;
  issueForStaff: { username: string; identityCheck: string; tokenHash: string };
  issueLink: { identityCheck: string; tokenHash: string };
  refuse: { reason: string };
  setPassword: { tokenHash: string; passwordHash: string };
}

/** Who says they are whom. @source L14 */
export interface RequestedReset {
  readonly username: string;
  readonly company: string;
  readonly creditCode: string;
  readonly contact: string;
  readonly landline: string;
  readonly reason: string;
}

/** Everything the rules ask about a password reset. */
export interface PasswordReset extends ProcessRow<PasswordResetState> {
  readonly number: string;
  /** What the visitor wrote; null where an administrator began. */
  readonly requested: RequestedReset | null;
  /** The account of the user name; null when there is none. */
  readonly account: {
    readonly id: string;
    /** Of a company; staff's are an administrator's to reset. */
    readonly isCompany: boolean;
    readonly isActive: boolean;
    /** When a link last set its password: links issued before are good no more. */
    readonly passwordChangedAt: Instant | null;
  } | null;
  /** How the identity was checked, in the reviewer's words. */
  readonly identityCheck: string | null;
  /** SHA-256 of the link's token, while the link is good. */
  readonly tokenHash: string | null;
  readonly linkEndsAt: Instant | null;
  /** Why it was refused. */
  readonly remark: string | null;
}

/** How long a link is good, in hours. @source L14 */
export const LINK_HOURS = 24;

/** The number people name a reset by: its day and a running number, `MM20261127-000001`. @source L14 */
export const passwordResetNumber = (day: string, count: number): string =>
  `MM${day.replaceAll('-', '')}-${String(count).padStart(6, '0')}`;
