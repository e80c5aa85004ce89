import type { NotificationRow } from '../../db/reads/notification.ts';
import type { Language } from '../../domain/language.ts';
import { noticeRow, noticeText } from '../../domain/notice.ts';

/** What a notification says, in the reader's language. One of an event this release does not know says its name. */
export const notificationText = ({ event, facts }: Pick<NotificationRow, 'event' | 'facts'>, language: Language) =>
  noticeText(noticeRow(event)?.[language] ?? event, facts);
