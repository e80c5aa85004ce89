import type { Language } from '../language.ts';
import { readyReasons, translateReason } from '../process/ready-reasons.ts';
import { DECISION_STEP, PLAIN_STEP } from '../process/steps.ts';
import type { StepRow } from '../process/steps.ts';
import type { PasswordResetState } from './states.ts';

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
