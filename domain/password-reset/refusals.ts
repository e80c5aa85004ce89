import type { RefusalRow } from '../process/refusal-row.ts';

/** Why a step of a password reset is refused. @source L14, D16 */
export const PASSWORD_RESET_REFUSALS = {
  'passwordReset.not-your-step': {
    status: 403,
    source: 'L14',
    zh: '这一步不由您的角色办理。',
    en: 'This step is not open to your role.',
  },
  'passwordReset.not-found': {
    status: 404,
    source: 'L14',
    zh: '没有找到这个密码重置申请。',
    en: 'There is no such password reset.',
  },
  'passwordReset.content-changed': {
    status: 409,
    source: 'L14',
    zh: '资料已更新，请核对后再操作。',
    en: 'The content has changed; reload and look again.',
  },
  'passwordReset.wrong-state': {
    status: 409,
    source: 'L14',
    zh: '该申请当前状态不能办理这一步。',
    en: 'The password reset is not in a state that allows this step.',
  },
  'passwordReset.declared-company': {
    status: 409,
    source: 'D6',
    zh: '该公司在您的回避申报之列，不能由您审核。',
    en: 'You have declared this company; someone else must decide.',
  },
  'passwordReset.no-account': {
    status: 409,
    source: 'L14',
    zh: '没有与申请的用户名相符的账号，只能拒绝。',
    en: 'No account has the user name of this request; it can only be refused.',
  },
  'passwordReset.staff-account': {
    status: 409,
    source: 'L14',
    zh: '该用户名是工作人员账号，由管理员办理。',
    en: 'The user name is that of a staff account; an administrator resets it.',
  },
  'passwordReset.account-disabled': {
    status: 409,
    source: 'L14',
    zh: '该账号已停用，不能重置密码。',
    en: 'This account is not active; its password cannot be reset.',
  },
  'passwordReset.not-staff': {
    status: 422,
    source: 'L14',
    zh: '没有这个工作人员账号。',
    en: 'There is no such staff account.',
  },
  'passwordReset.own-account': {
    status: 409,
    source: 'L14',
    zh: '不能为自己的账号发重置链接。',
    en: 'Nobody issues a link for their own account.',
  },
  'passwordReset.link-invalid': {
    status: 422,
    source: 'L14',
    zh: '链接无效、已使用或已过期，请重新申请。',
    en: 'The link is wrong, has been used or has expired; please ask for a new one.',
  },
} as const satisfies Record<string, RefusalRow>;
