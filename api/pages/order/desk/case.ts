import type { TaskRow } from '../../../../db/reads/task.ts';
import { getLineParts } from '../../../../db/reads/voucher.ts';
import type { Portal } from '../../../actions/portal.ts';
import { readTaskParts } from '../../task/case.ts';
import type { TaskCase } from '../../task/case.ts';
import type { MemberVisit } from '../../visit.ts';
import { readCaseOfOrder } from '../case.ts';
import type { OrderCase } from '../case.ts';
import { restoreDecided } from './as-decided.ts';

/** Everything a reviewer's desk is drawn from: the task, its order's whole case, and the tasks beside it. */
export interface Case extends OrderCase, TaskCase {
  readonly parts: Awaited<ReturnType<typeof getLineParts>>;
}

/** The case of a task. @throws Refused `order.not-found` @source D6 */
export async function readCase(portal: Portal, visit: MemberVisit, task: TaskRow): Promise<Case> {
  const ofOrder = restoreDecided(await readCaseOfOrder(portal, visit, task.subjectId), task);
  const [parts, ofTask] = await Promise.all([
    getLineParts(portal.db, ofOrder.file.order.voucherLineId),
    readTaskParts(portal, visit, task),
  ]);
  return { ...ofOrder, ...ofTask, parts };
}
