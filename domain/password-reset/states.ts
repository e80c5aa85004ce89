import type { StateRow } from '../process/steps.ts';

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
