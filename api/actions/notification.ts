import type { NotificationRow } from '../../db/reads/notification.ts';
import type { Language } from '../../domain/language.ts';
import { noticeTextOf } from '../../domain/notice.ts';

/** What a notification says, in the reader's language. One of an event this release does not know says its name. */
export const notificationText = (
  { event, subjectType, facts }: Pick<NotificationRow, 'event' | 'subjectType' | 'facts'>,
  language: Language,
): string => noticeTextOf(event, subjectType, facts, language);
