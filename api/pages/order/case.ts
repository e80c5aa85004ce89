import type { Account } from '../../../db/reads/account.ts';
import { getCalendar } from '../../../db/reads/calendar.ts';
import { listDecisionComparisons } from '../../../db/reads/decision-comparison.ts';
import type { DecidedPaper } from '../../../domain/reading/papers.ts';
import { listOrderEvents, findAccountName, listOrderAttachments } from '../../../db/reads/order-history.ts';
import type { HistoryEvent, OrderAttachment } from '../../../db/reads/order-history.ts';
import type { OrderRecord } from '../../../db/reads/order.ts';
import { findVoucherLine } from '../../../db/reads/voucher-line.ts';
import type { OwnLine } from '../../../db/reads/voucher-line.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import type { Language } from '../../../domain/language.ts';
import { insistFound } from '../../actions/errors.ts';
import { getShownOrder } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import type { OrderJson } from '../../actions/order-json.ts';
import { orderIdOf } from './address.ts';
import type { MemberVisit } from '../visit.ts';

/** Everything an order's pages say, as read at one moment for one reader. */
export interface OrderCase {
  readonly file: OrderRecord;
  readonly order: OrderJson;
  readonly history: readonly HistoryEvent[];
  /** What had been read of the papers at each decision, by the sequence number of its event. */
  readonly decided: ReadonlyMap<number, readonly DecidedPaper[]>;
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
  const { file, order } = await getShownOrder(portal, orderId, { account, language });
  const claimer = file.task?.claimedBy ?? null;
  const [history, decided, attachments, line, calendar, claimedBy] = await Promise.all([
    listOrderEvents(db, orderId),
    listDecisionComparisons(db, orderId),
    listOrderAttachments(db, orderId),
    findVoucherLine(db, file.order.voucherLineId),
    getCalendar(db),
    claimer === null ? null : findAccountName(db, claimer),
  ]);
  const now = new Date().toISOString();
  return {
    file,
    order,
    history,
    decided,
    attachments,
    line: insistFound(line, 'order.not-found'),
    calendar,
    claimedBy,
    account,
    language,
    now,
  };
}
