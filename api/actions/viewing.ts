import type { Account } from '../../db/reads/account.ts';
import { listViewers } from '../../db/reads/viewing.ts';
import type { Viewer } from '../../db/reads/viewing.ts';
import { endViewing, keepViewing } from '../../db/writes/portal/viewing.ts';
import type { Subject } from '../../domain/process/subject.ts';
import { Refused } from './errors.ts';
import type { Portal } from './portal.ts';
import { findVisibleSubject } from './subjects.ts';

/**
 * Says that the asker has a subject before them, and who else has. What a page calls as it opens, and its heartbeat.
 *
 * @throws Refused `<type>.not-found`, also for one the asker may not see
 * @source D6
 */
export async function viewSubject(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  subject: Subject,
): Promise<readonly Viewer[]> {
  if (!(await findVisibleSubject(db, account, subject))) throw new Refused(`${subject.type}.not-found`);
  if (account.organizationId !== null) return [];
  const [viewers] = await Promise.all([listViewers(db, account, [subject.id]), keepViewing(db, subject, account.id)]);
  return viewers.get(subject.id) ?? [];
}

/** Says that the asker has closed it. */
export const leaveSubject = ({ db }: Pick<Portal, 'db'>, account: Account, subject: Subject): Promise<unknown> =>
  endViewing(db, subject, account.id);
