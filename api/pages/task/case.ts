import type { Request } from 'express';
import type { Account } from '../../../db/reads/account.ts';
import { filesOfOrder } from '../../../db/reads/attachment.ts';
import { calendarOf } from '../../../db/reads/calendar.ts';
import { orderFile } from '../../../db/reads/order.ts';
import type { OrderFile } from '../../../db/reads/order.ts';
import { timelineOf } from '../../../db/reads/order-list.ts';
import { neighboursOf } from '../../../db/reads/task-neighbour.ts';
import type { TaskRow } from '../../../db/reads/task.ts';
import { lineParts } from '../../../db/reads/voucher.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import { maySee } from '../../../domain/order/may.ts';
import { found, Refused } from '../../errors.ts';
import type { Language } from '../../language.ts';
import { now } from '../../order.ts';
import type { Portal } from '../../portal.ts';
import { csrfTokenOf } from '../../session/csrf.ts';
import { taskFor } from '../../task.ts';
import { orderView } from '../../views/order.ts';
import type { OrderView } from '../../views/order-schema.ts';
import { pageLanguage } from '../frame/appearance.ts';

/** Everything a reviewer's desk is drawn from: the task, its order as the rules and as people read it, and what lies around. */
export interface Case {
  readonly account: Account;
  readonly language: Language;
  readonly csrfToken: string;
  readonly now: string;
  readonly task: TaskRow;
  readonly file: OrderFile;
  readonly order: OrderView;
  readonly calendar: Calendar;
  readonly line: Awaited<ReturnType<typeof lineParts>>;
  readonly files: Awaited<ReturnType<typeof filesOfOrder>>;
  readonly neighbours: Awaited<ReturnType<typeof neighboursOf>>;
}

/** The case of a task. @throws Refused `task.not-found`, also for one of others @source D6 */
export async function caseOf(portal: Portal, request: Request, taskId: string): Promise<Case> {
  const { db } = portal;
  const account = found(request.account, 'session.required');
  const task = await taskFor(portal, account, taskId);
  const file = await orderFile(db, task.orderId);
  if (!file || !maySee(file.order, account)) throw new Refused('task.not-found');
  const [timeline, calendar, line, files, neighbours] = await Promise.all([
    timelineOf(db, task.orderId),
    calendarOf(db),
    lineParts(db, file.order.voucherLineId),
    filesOfOrder(db, task.orderId),
    neighboursOf(db, account, task),
  ]);
  const language = pageLanguage(request);
  return {
    account,
    language,
    csrfToken: csrfTokenOf(request),
    now: new Date().toISOString(),
    task,
    file,
    order: orderView(file, timeline, { actor: account, moment: now(), language }),
    calendar,
    line,
    files,
    neighbours,
  };
}

/** Whether the task still waits for a decision. */
export const isOpenTask = ({ task }: Pick<Case, 'task'>): boolean => task.state === 'open' || task.state === 'claimed';
