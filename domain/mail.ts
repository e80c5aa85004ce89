import { isWorkingDay } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { addDays, dayOf, instantAt } from './day.ts';
import type { Day, Instant } from './day.ts';
import type { Language } from './language.ts';
import type { NoticeEvent } from './notice.ts';
import type { Role } from './role.ts';
import { STAFF } from './role.ts';

/** Where the link of a confirmation mail leads. */
export const CONFIRM_ADDRESS_PATH = '/mail-address/confirm';

/** How long it is good. */
export const CONFIRMATION_HOURS = 24;

/** What a person wants by mail. Everything is wanted until they say otherwise. */
export interface MailPreferences {
  readonly language: Language;
  /** Staff only: one mail a working day in place of one a notice. */
  readonly digest: boolean;
  readonly unwanted: readonly string[];
}

export const DEFAULT_PREFERENCES: MailPreferences = { language: 'zh', digest: false, unwanted: [] };

/** What becomes of a notice outside the portal: a mail of its own, a line of the daily digest, or nothing. */
export type MailChoice = 'mailed' | 'digest' | 'unwanted';

/** News that is older is found in the portal; nobody wants a hundred old mails on the day a mail server is set up. */
const NEWS_DAYS = 7;

/** How the mail of a person follows from their preferences. Without an address there is none. */
export function mailChoice(
  { event, at }: { readonly event: NoticeEvent; readonly at: Instant },
  { email, active }: { readonly email: string | null; readonly active: boolean },
  { unwanted, digest }: MailPreferences,
  now: Instant,
): MailChoice {
  if (email === null || !active || unwanted.includes(event)) return 'unwanted';
  if (dayOf(at) < addDays(dayOf(now), -NEWS_DAYS)) return 'unwanted';
  return digest ? 'digest' : 'mailed';
}

/** Whether a person may have the daily digest: staff, since it lists the tasks of their groups. */
export const mayHaveDigest = (roles: readonly Role[]): boolean => roles.some((role) => STAFF.includes(role));

/** When the daily digest goes, in Shanghai. @source D23 */
const DIGEST_TIME = '08:30:00';

/** The working day whose digest is due at an instant; null before its time and on days nobody works. @source D23 */
export function digestDayAt(calendar: Calendar, now: Instant): Day | null {
  const day = dayOf(now);
  return isWorkingDay(calendar, day) && now >= instantAt(day, DIGEST_TIME) ? day : null;
}

const MINUTE_MS = 60_000;
const LONGEST_PAUSE_MINUTES = 240;
const ATTEMPTS = 10;

/**
 * When a mail that its server has put off is tried again: after 1, 2, 4 … minutes, 4 hours at most, ten attempts within a
 * working day.
 *
 * @param attempts made so far, at least 1
 * @returns null when it is not tried again by itself
 */
export const nextAttemptAt = (attempts: number, now: Instant): Instant | null =>
  attempts >= ATTEMPTS
    ? null
    : new Date(Date.parse(now) + Math.min(2 ** (attempts - 1), LONGEST_PAUSE_MINUTES) * MINUTE_MS).toISOString();
