import { PASSWORD_RESET_STEPS } from '../../domain/password-reset/steps.ts';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { Change, Position, Recorded } from './process.ts';
import { signalsOf } from './process.ts';

/** The workflow type of a password reset. Never renamed. */
export const PASSWORD_RESET = 'passwordReset';

/** Step → the name of its signal. */
export const PASSWORD_RESET_SIGNALS = signalsOf(PASSWORD_RESET_STEPS);

/** What the workflow of a password reset asks of the world. Never renamed. */
export interface PasswordResetActivities {
  loadPasswordReset(subjectId: string, plan?: DeadlinePlan): Promise<Position>;
  recordPasswordReset(change: Change): Promise<Recorded>;
}
