import type { MailGroup } from '../process/mail-events.ts';
import { PARTIES, STAFF } from '../role.ts';

/** The mails of password resets. @source L14, D16 */
export const PASSWORD_RESET_MAIL_GROUPS = {
  account: {
    zh: '账号安全',
    en: 'Account',
    events: {
      'passwordReset.requested': { zh: '密码重置待核验', en: 'Password reset requested', told: ['center'] },
      'passwordReset.linkIssued': {
        zh: '已发密码重置链接',
        en: 'Password reset link issued',
        told: [...PARTIES, ...STAFF],
      },
      'passwordReset.done': { zh: '密码已重置', en: 'Password was reset', told: [...PARTIES, ...STAFF] },
      'passwordReset.refused': { zh: '密码重置未通过', en: 'Password reset refused', told: PARTIES },
      'passwordReset.expired': {
        zh: '密码重置链接已失效',
        en: 'Password reset link expired',
        told: [...PARTIES, ...STAFF],
      },
    },
  },
} as const satisfies Record<string, MailGroup>;
