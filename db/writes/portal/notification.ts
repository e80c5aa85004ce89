import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Executor } from '../../client.ts';
import type { NotificationRow } from '../../reads/notification.ts';
import { notifications } from '../../schema/notification.ts';

/** Marks one of a person's notifications as read; the first time counts. Undefined when it is not theirs. */
export async function markRead(db: Executor, id: string, accountId: string): Promise<NotificationRow | undefined> {
  const [row] = await db
    .update(notifications)
    .set({ readAt: sql`coalesce(${notifications.readAt}, now())` })
    .where(and(eq(notifications.id, id), eq(notifications.accountId, accountId)))
    .returning({
      id: notifications.id,
      at: notifications.at,
      event: notifications.event,
      facts: notifications.facts,
      subjectType: notifications.subjectType,
      subjectId: notifications.subjectId,
      readAt: notifications.readAt,
    });
  return row;
}

/** Marks everything a person had been told up to this notification as read: what came while they looked stays unread. */
export const markReadUpTo = (db: Executor, id: string, accountId: string) =>
  db
    .update(notifications)
    .set({ readAt: sql`now()` })
    .where(and(eq(notifications.accountId, accountId), isNull(notifications.readAt), lte(notifications.id, id)));
