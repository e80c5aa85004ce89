import type { TaskRow } from '../../../../db/reads/task.ts';
import { getOrderShares } from '../../../../db/reads/ledger.ts';
import { getLineParts } from '../../../../db/reads/voucher.ts';
import type { Portal } from '../../../actions/portal.ts';
import { readTaskParts } from '../../task/case.ts';
import type { TaskCase } from '../../task/case.ts';
import type { MemberVisit } from '../../visit.ts';
import { readCaseOfOrder } from '../case.ts';
import type { OrderCase } from '../case.ts';
import { restoreDecided } from './as-decided.ts';

/** Everything a reviewer's desk is drawn from: the task, its order's whole case as the task has it, and the tasks beside it. */
export interface Case extends OrderCase, TaskCase {
  readonly parts: Awaited<ReturnType<typeof getLineParts>>;
  /** What lies on the line for this order alone. */
  readonly shares: Awaited<ReturnType<typeof getOrderShares>>;
  /** The order's case as it is now, whatever has become of it since the task was closed. */
  readonly current: OrderCase;
}

/** The case of a task: of one that is closed, as it was then. @throws Refused `order.not-found` @source D4, D6 */
export async function readCase(portal: Portal, visit: MemberVisit, task: TaskRow): Promise<Case> {
  const current = await readCaseOfOrder(portal, visit, task.subjectId);
  const [parts, shares, ofTask] = await Promise.all([
    getLineParts(portal.db, current.file.order.voucherLineId),
    getOrderShares(portal.db, current.order.id),
    readTaskParts(portal, visit, task),
  ]);
  return { ...restoreDecided(current, ofTask), ...ofTask, parts, shares, current };
}
