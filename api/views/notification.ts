import { z } from 'zod';
import { inShanghai } from '../../domain/day.ts';
import type { Language } from '../../domain/language.ts';
import { noticeRow, noticeText } from '../../domain/notice.ts';
import type { NotificationRow } from '../../db/reads/notification.ts';
import { Time } from './money.ts';

export const NotificationView = z
  .object({
    id: z.string(),
    at: Time,
    event: z.string(),
    text: z.string(),
    subject: z.object({ type: z.literal('order'), id: z.string() }),
    readAt: Time.nullable(),
  })
  .meta({ id: 'Notification' });

/** A notification in the reader's language. One of an event this release does not know shows its name. */
export const notificationView = (
  { id, at, event, facts, orderId, readAt }: NotificationRow,
  language: Language,
): z.output<typeof NotificationView> => ({
  id,
  at: inShanghai(at),
  event,
  text: noticeText(noticeRow(event)?.[language] ?? event, facts),
  subject: { type: 'order', id: orderId },
  readAt: readAt && inShanghai(readAt),
});
