import type { TaskRow } from '../../../../db/reads/task.ts';
import { getCalendar } from '../../../../db/reads/calendar.ts';
import { getPasswordReset } from '../../../actions/password-reset.ts';
import type { ResetWithEvents } from '../../../actions/password-reset.ts';
import type { Portal } from '../../../actions/portal.ts';
import { readTaskParts } from '../../task/case.ts';
import type { TaskCase } from '../../task/case.ts';
import type { MemberVisit } from '../../visit.ts';

/** Everything the desk of a password reset is drawn from. */
export interface ResetCase extends ResetWithEvents, TaskCase {}

/** The case of a task. @throws Refused `passwordReset.not-found` @source L14 */
export async function readResetCase(portal: Portal, visit: MemberVisit, task: TaskRow): Promise<ResetCase> {
  const { account, language } = visit;
  const [read, parts, calendar] = await Promise.all([
    getPasswordReset(portal, account, task.subjectId),
    readTaskParts(portal, visit, task),
    getCalendar(portal.db),
  ]);
  return { ...read, ...parts, account, language, calendar, now: new Date().toISOString() };
}
