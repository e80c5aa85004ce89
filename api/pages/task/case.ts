import type { Account } from '../../../db/reads/account.ts';
import { findClosing } from '../../../db/reads/task.ts';
import type { TaskRow } from '../../../db/reads/task.ts';
import { findNeighbours } from '../../../db/reads/task-neighbour.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import type { Language } from '../../../domain/language.ts';
import { isOpenTask } from '../../../domain/task.ts';
import { taskFilterOf } from '../../actions/inbox.ts';
import type { Portal } from '../../actions/portal.ts';
import type { Query } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';
import { readInboxQuery } from './inbox-query.ts';

/** A task as its desk has it, with who closed it and the tasks beside it. */
interface TaskParts {
  readonly csrfToken: string;
  readonly task: TaskRow;
  /** Who closed the task, and what version they had before them; none while it is open. */
  readonly closing: Awaited<ReturnType<typeof findClosing>>;
  /** In the inbox as the reader had filtered it. */
  readonly neighbours: Awaited<ReturnType<typeof findNeighbours>>;
  /** The inbox that the desk was opened from, as an address: its filter and page. */
  readonly inbox: Query;
}

/** What every desk is drawn from, whatever its task is about. */
export interface TaskCase extends TaskParts {
  readonly account: Account;
  readonly language: Language;
  readonly calendar: Calendar;
  readonly now: string;
}

/** Reads what a desk says of its task. @source D6 */
export async function readTaskParts({ db }: Portal, visit: MemberVisit, task: TaskRow): Promise<TaskParts> {
  const asked = readInboxQuery(visit);
  const [neighbours, closing] = await Promise.all([
    findNeighbours(db, visit.account, task, taskFilterOf(asked.query)),
    isOpenTask(task) ? undefined : findClosing(db, task.id),
  ]);
  return { csrfToken: visit.csrfToken, task, closing, neighbours, inbox: asked.here };
}
