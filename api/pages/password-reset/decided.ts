import type { Language } from '../../../domain/language.ts';
import { PASSWORD_RESET_STEPS, resetReasonIn } from '../../../domain/password-reset/steps.ts';
import { TASK_KINDS } from '../../../domain/task.ts';
import type { Decided } from '../../actions/decision.ts';
import { addLabel } from '../form-errors.ts';
import { paths } from '../paths.ts';
import type { DecidedView } from '../task/decided-view.ts';
import { resetTag } from './view.ts';

/** What was decided about a password reset, in words. @source L14, D6 */
export function decidedPasswordReset(row: Decided<'passwordReset'>, language: Language): DecidedView {
  const kind = TASK_KINDS.passwordReset[language];
  return {
    label: PASSWORD_RESET_STEPS[row.step][language],
    href: paths.passwordReset(row.subjectId),
    name: row.name === null ? kind : addLabel(kind, row.name, language),
    tag: resetTag(row.to, language),
    reason: row.reason === null ? null : resetReasonIn(row.reason, language),
  };
}
