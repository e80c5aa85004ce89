import type { Account } from '../../../db/reads/account.ts';
import { calendarOf } from '../../../db/reads/calendar.ts';
import { historyOf, nameOf, orderAttachments } from '../../../db/reads/order-history.ts';
import type { HistoryEvent, OrderAttachment } from '../../../db/reads/order-history.ts';
import type { OrderFile } from '../../../db/reads/order.ts';
import { voucherLine } from '../../../db/reads/voucher-line.ts';
import type { OwnLine } from '../../../db/reads/voucher-line.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import type { Language } from '../../../domain/language.ts';
import { found } from '../../actions/errors.ts';
import { shownCase } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import type { OrderJson } from '../../actions/order-json.ts';
import { orderIdOf } from './address.ts';
import type { MemberVisit } from '../visit.ts';

/** Everything an order's pages say, as read at one moment for one reader. */
export interface OrderCase {
  readonly file: OrderFile;
  readonly order: OrderJson;
  readonly history: readonly HistoryEvent[];
  readonly attachments: readonly OrderAttachment[];
  readonly line: OwnLine;
  readonly calendar: Calendar;
  /** Who has claimed the open task. */
  readonly claimedBy: string | null;
  readonly account: Account;
  readonly language: Language;
  readonly now: string;
}

/** The order the address names, if the reader may know of it. @throws Refused `order.not-found` */
export const readOrderCase = (portal: Portal, visit: MemberVisit): Promise<OrderCase> =>
  readCaseOfOrder(portal, visit, orderIdOf(visit));

/** The same of an order by its id. @throws Refused `order.not-found` */
export async function readCaseOfOrder(portal: Portal, visit: MemberVisit, orderId: string): Promise<OrderCase> {
  const { db } = portal;
  const { account, language } = visit;
  const { file, order } = await shownCase(portal, orderId, { account, language });
  const claimer = file.task?.claimedBy ?? null;
  const [history, attachments, line, calendar, claimedBy] = await Promise.all([
    historyOf(db, orderId),
    orderAttachments(db, orderId),
    voucherLine(db, file.order.voucherLineId),
    calendarOf(db),
    claimer === null ? null : nameOf(db, claimer),
  ]);
  const now = new Date().toISOString();
  return {
    file,
    order,
    history,
    attachments,
    line: found(line, 'order.not-found'),
    calendar,
    claimedBy,
    account,
    language,
    now,
  };
}
