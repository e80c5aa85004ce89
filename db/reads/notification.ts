import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { notifications } from '../schema/notification.ts';
import { countRows } from './counted.ts';

const columns = {
  id: notifications.id,
  at: notifications.at,
  event: notifications.event,
  facts: notifications.facts,
  subjectType: notifications.subjectType,
  subjectId: notifications.subjectId,
  readAt: notifications.readAt,
};

interface NotificationPage {
  readonly after?: string | undefined;
  /** Wins over `after`. */
  readonly before?: string | undefined;
  readonly unread?: boolean;
  readonly limit: number;
}

const ofAccount = (accountId: string, unread: boolean): SQL | undefined =>
  and(eq(notifications.accountId, accountId), unread ? isNull(notifications.readAt) : undefined);

/** A person's own notifications, newest first; those next `before` one as well. */
export async function listNotifications(
  db: Executor,
  accountId: string,
  { after, before, unread = false, limit }: NotificationPage,
) {
  const back = before !== undefined;
  const place = back ? gt(notifications.id, before) : after === undefined ? undefined : lt(notifications.id, after);
  const rows = await db
    .select(columns)
    .from(notifications)
    .where(and(ofAccount(accountId, unread), place))
    .orderBy(back ? sql`${notifications.id} asc nulls first` : sql`${notifications.id} desc nulls last`) // as the index is
    .limit(limit);
  return back ? rows.toReversed() : rows;
}

/** How many notifications there are, and how many of them come before one; 1 001 stands for more than 1 000. */
export async function countNotifications(
  db: Executor,
  accountId: string,
  { unread, before }: { readonly unread: boolean; readonly before: string | undefined },
): Promise<{ total: number; before: number }> {
  const all = ofAccount(accountId, unread);
  const earlier =
    before === undefined ? sql<number>`0` : countRows(db, notifications, and(all, gt(notifications.id, before)));
  const [counts] = await db
    .select({ total: countRows(db, notifications, all), before: earlier })
    .from(sql`(select) as once`);
  return counts ?? { total: 0, before: 0 };
}

export type NotificationRow = Awaited<ReturnType<typeof listNotifications>>[number];
