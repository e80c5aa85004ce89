import { Refused } from '../../actions/errors.ts';
import type { TaskKind } from '../../../domain/task.ts';
import type { Desk } from '../task/desk.ts';

/** The desk at which requests for a new password are decided. @source L14 */
export const PASSWORD_RESET_DESKS = {
  passwordReset: {
    show: () => Promise.reject(new Refused('request.unknown-path')),
    decide: () => Promise.reject(new Refused('request.unknown-path')),
  },
} as const satisfies Partial<Record<TaskKind, Desk | null>>;
