import { z } from 'zod';
import { inShanghai } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import type { NotificationRow } from '../../../db/reads/notification.ts';
import { notificationText } from '../../actions/notification.ts';
import { SubjectTypeName } from '../../forms/names.ts';
import { Time } from './parts.ts';

export const NotificationSchema = z
  .object({
    id: z.string(),
    at: Time,
    event: z.string(),
    text: z.string(),
    subject: z.object({ type: SubjectTypeName, id: z.string() }),
    readAt: Time.nullable(),
  })
  .meta({ id: 'Notification' });

/** A notification in the reader's language. */
export const notificationJson = (row: NotificationRow, language: Language): z.output<typeof NotificationSchema> => ({
  id: row.id,
  at: inShanghai(row.at),
  event: row.event,
  text: notificationText(row, language),
  subject: { type: row.subjectType, id: row.subjectId },
  readAt: row.readAt && inShanghai(row.readAt),
});
