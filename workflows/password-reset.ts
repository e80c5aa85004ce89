import { PASSWORD_RESET_PROCESS } from '../domain/password-reset/process.ts';
import type { Position, ProcessInput } from './messages/process.ts';
import { runProcess } from './process.ts';

const PASSWORD_RESET_WORKFLOW = {
  ...PASSWORD_RESET_PROCESS,
  load: 'loadPasswordReset',
  record: 'recordPasswordReset',
} as const;

/** One request for a new password, from asking to its end. @source L14, D16 */
export const passwordReset = (input: ProcessInput): Promise<Position> => runProcess(PASSWORD_RESET_WORKFLOW, input);
