import { and, eq, lt, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { notifications } from '../schema/notification.ts';

const columns = {
  id: notifications.id,
  at: notifications.at,
  event: notifications.event,
  facts: notifications.facts,
  subjectType: notifications.subjectType,
  subjectId: notifications.subjectId,
  readAt: notifications.readAt,
};

/** A person's own notifications, newest first. */
export const listNotifications = (
  db: Executor,
  accountId: string,
  { after, limit }: { after?: string | undefined; limit: number },
) =>
  db
    .select(columns)
    .from(notifications)
    .where(and(eq(notifications.accountId, accountId), after === undefined ? undefined : lt(notifications.id, after)))
    .orderBy(sql`${notifications.id} desc nulls last`) // as the index is
    .limit(limit);

export type NotificationRow = Awaited<ReturnType<typeof listNotifications>>[number];
