import type { NoticeEvent } from './notice.ts';
import { ORDER_MAIL_GROUPS } from './order/mail-events.ts';
import { PASSWORD_RESET_MAIL_GROUPS } from './password-reset/mail-events.ts';
import type { MailEvent } from './process/mail-events.ts';
import type { Role } from './role.ts';

/** The events people may have mails of, under headings. @source L132, L138, L140, D20 */
const MAIL_GROUPS = { ...ORDER_MAIL_GROUPS, ...PASSWORD_RESET_MAIL_GROUPS };

/** The compiler refuses an event that stands in no group. */
const MAIL_EVENTS: Readonly<Record<NoticeEvent, MailEvent>> = {
  ...MAIL_GROUPS.price.events,
  ...MAIL_GROUPS.payment.events,
  ...MAIL_GROUPS.redemption.events,
  ...MAIL_GROUPS.change.events,
  ...MAIL_GROUPS.closing.events,
  ...MAIL_GROUPS.deadline.events,
  ...MAIL_GROUPS.account.events,
};

/** An event's subject line; undefined for an event of another release. @source D20 */
export const mailEvent = (event: string): MailEvent | undefined =>
  Object.hasOwn(MAIL_EVENTS, event) ? MAIL_EVENTS[event as NoticeEvent] : undefined;

/** The groups and events a person of these roles may ever be told of, in order. */
export const mailGroupsFor = (roles: readonly Role[]) =>
  Object.entries(MAIL_GROUPS)
    .map(([key, { zh, en, events }]) => ({
      key,
      zh,
      en,
      events: (Object.entries(events) as [NoticeEvent, MailEvent][])
        .filter(([, { told }]) => told.some((role) => roles.includes(role)))
        .map(([event, row]) => ({ event, zh: row.zh, en: row.en })),
    }))
    .filter(({ events }) => events.length > 0);
