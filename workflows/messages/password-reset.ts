import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { Change, Position, Recorded } from './process.ts';

/** The workflow type of a password reset. Never renamed. */
export const PASSWORD_RESET = 'passwordReset';

/** What the workflow of a password reset asks of the world. Never renamed. */
export interface PasswordResetActivities {
  loadPasswordReset(subjectId: string, plan?: DeadlinePlan): Promise<Position>;
  recordPasswordReset(change: Change): Promise<Recorded>;
}
