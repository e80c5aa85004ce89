import type { NoticeRow } from '../process/notices.ts';

/** What people are told of a password reset: the center of the request, the account's holder of what became of it. @source L14, D16 */
export const PASSWORD_RESET_NOTICES = {
  'passwordReset.requested': {
    to: ['group'],
    zh: '有新的密码重置申请 {number}，请核验身份。',
    en: 'Password reset {number} has been requested; please check the identity.',
    source: 'L14',
  },
  'passwordReset.linkIssued': {
    to: ['account'],
    zh: '您的账号已由工作人员发出重置密码的链接（{number}）。如非本人申请，请立即拨打咨询电话。',
    en: 'A link to reset your password was issued ({number}). If you did not ask for it, call the hotline at once.',
    source: 'L14',
  },
  'passwordReset.done': {
    to: ['account'],
    zh: '您的账号密码已重置（{number}），所有登录均已退出。如非本人操作，请立即拨打咨询电话。',
    en: 'Your password was reset ({number}) and every session has ended. If it was not you, call the hotline at once.',
    source: 'L14',
  },
  'passwordReset.refused': {
    to: ['account'],
    zh: '针对您的账号的密码重置申请 {number} 未通过：{reason}',
    en: 'Password reset {number} for your account was refused: {reason}',
    source: 'L14',
  },
  'passwordReset.expired': {
    to: ['account'],
    zh: '重置密码的链接（{number}）已失效，密码没有改变。',
    en: 'The link to reset your password ({number}) has expired; the password is unchanged.',
    source: 'L14',
  },
} as const satisfies Record<string, NoticeRow>;
