import { neighboursOf } from '../../../db/reads/task-neighbour.ts';
import { closingOf } from '../../../db/reads/task.ts';
import type { TaskRow } from '../../../db/reads/task.ts';
import { isOpenTask } from '../../../domain/task.ts';
import { lineParts } from '../../../db/reads/voucher.ts';
import type { Portal } from '../../actions/portal.ts';
import { taskFor } from '../../actions/task.ts';
import { asDecided } from '../order/desk/as-decided.ts';
import { caseOfOrder } from '../order/case.ts';
import type { OrderCase } from '../order/case.ts';
import type { MemberVisit } from '../visit.ts';

/** Everything a reviewer's desk is drawn from: the task, its order's whole case, and the tasks beside it. */
export interface Case extends OrderCase {
  readonly csrfToken: string;
  readonly task: TaskRow;
  /** Who closed the task, and what version they had before them; none while it is open. */
  readonly closing: Awaited<ReturnType<typeof closingOf>>;
  readonly parts: Awaited<ReturnType<typeof lineParts>>;
  readonly neighbours: Awaited<ReturnType<typeof neighboursOf>>;
}

/** The case of a task. @throws Refused `task.not-found`, also for one of others @source D6 */
export async function caseOf(portal: Portal, visit: MemberVisit, taskId: string): Promise<Case> {
  const { db } = portal;
  const { account } = visit;
  const task = await taskFor(portal, account, taskId);
  const ofOrder = asDecided(await caseOfOrder(portal, visit, task.orderId), task);
  const [parts, neighbours, closing] = await Promise.all([
    lineParts(db, ofOrder.file.order.voucherLineId),
    neighboursOf(db, account, task),
    isOpenTask(task) ? undefined : closingOf(db, task.id),
  ]);
  return { ...ofOrder, csrfToken: visit.csrfToken, task, closing, parts, neighbours };
}
