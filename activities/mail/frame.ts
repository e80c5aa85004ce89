import { shanghaiTime } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import type { Site } from '../../domain/site.ts';
import type { MailReader } from '../../db/reads/mail.ts';
import type { MailFrame } from '../../templates/mails/render.ts';
import { MAIL_WORDS } from './words.ts';

/** The reader of a mail, its time, and what every mail says of the portal. */
export interface MailContext {
  readonly reader: MailReader;
  readonly site: Site;
  readonly publicUrl: string;
  readonly now: Instant;
}

/** What stands around the body of every mail to this reader. @source L179 */
export function buildFrame(
  { reader: { name, language }, site, publicUrl }: MailContext,
  subject: string,
): Omit<MailFrame, 'button'> {
  const words = MAIL_WORDS[language];
  return {
    lang: words.lang,
    product: words.product,
    subject,
    greeting: words.greeting(name),
    why: words.why,
    preferences: { label: words.preferences, href: `${publicUrl}/preferences` },
    hotline: words.hotline(site),
  };
}

/** 2026-11-23 09:12, in Shanghai. */
export const formatMinute = (at: Instant): string => shanghaiTime(at).slice(0, 16);
