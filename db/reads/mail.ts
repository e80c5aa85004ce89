import { and, count, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { DEFAULT_PREFERENCES } from '../../domain/mail.ts';
import type { MailPreferences } from '../../domain/mail.ts';
import type { Role } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { hashToken } from '../token-hash.ts';
import { addressConfirmations, keptMails, mailPreferences, mails } from '../schema/mail.ts';
import { notifications } from '../schema/notification.ts';
import { accounts } from '../schema/organization.ts';

const preferenceColumns = {
  language: mailPreferences.language,
  digest: mailPreferences.digest,
  unwanted: mailPreferences.unwanted,
};

/** Where a person's mail goes, and what they want of it. */
export interface MailSettings extends MailPreferences {
  readonly email: string | null;
  /** An address that they have entered and not confirmed: nothing goes there. */
  readonly unconfirmed: string | null;
  /** The link that would confirm it is good no more. */
  readonly hasExpired: boolean;
}

/** Where a person's mail goes, and what they want of it. */
export async function getMailSettings(db: Executor, accountId: string): Promise<MailSettings> {
  const [row] = await db
    .select({
      email: accounts.email,
      unconfirmed: addressConfirmations.address,
      hasExpired: sql<boolean>`coalesce(${addressConfirmations.endsAt} <= now(), false)`,
      preferences: preferenceColumns,
    })
    .from(accounts)
    .leftJoin(addressConfirmations, eq(addressConfirmations.accountId, accounts.id))
    .leftJoin(mailPreferences, eq(mailPreferences.accountId, accounts.id))
    .where(eq(accounts.id, accountId));
  const { email = null, unconfirmed = null, hasExpired = false } = row ?? {};
  return { email, unconfirmed, hasExpired, ...(row?.preferences ?? DEFAULT_PREFERENCES) };
}

/**
 * Whom a mail is to: their address and language, and what decides which tasks are theirs. Undefined: nobody.
 *
 * @param unconfirmed the address that the mail asks to confirm
 */
export async function findMailReader(db: Executor, accountId: string, unconfirmed: string | null) {
  const [row] = await db
    .select({
      id: accounts.id,
      name: accounts.name,
      email: accounts.email,
      roles: accounts.roles,
      organizationId: accounts.organizationId,
      parkId: accounts.parkId,
      language: mailPreferences.language,
    })
    .from(accounts)
    .leftJoin(mailPreferences, eq(mailPreferences.accountId, accounts.id))
    .where(and(eq(accounts.id, accountId), eq(accounts.active, 'yes')));
  const email = unconfirmed ?? row?.email ?? null;
  if (!row || email === null) return undefined;
  const { language, roles, ...person } = row;
  return {
    ...person,
    email,
    language: language ?? DEFAULT_PREFERENCES.language,
    roles: roles as readonly Role[], // the table's own check knows no other
    declaredCreditCodes: [],
  };
}

export type MailReader = NonNullable<Awaited<ReturnType<typeof findMailReader>>>;

/** Whether the link of a confirmation mail is good: not wrong, not used, not expired, not of an address that was changed since. */
export async function isGoodConfirmation(db: Executor, token: string): Promise<boolean> {
  const good = and(eq(addressConfirmations.tokenHash, hashToken(token)), gt(addressConfirmations.endsAt, sql`now()`));
  return (await db.select({ address: addressConfirmations.address }).from(addressConfirmations).where(good)).length > 0;
}

/** What a notification's mail is written from. */
export async function findNoticeOfMail(db: Executor, notificationId: string) {
  const [row] = await db
    .select({
      event: notifications.event,
      facts: notifications.facts,
      at: notifications.at,
      subjectType: notifications.subjectType,
      subjectId: notifications.subjectId,
    })
    .from(notifications)
    .where(eq(notifications.id, notificationId));
  return row;
}

const isInDigest = (accountId: string) =>
  and(eq(notifications.accountId, accountId), eq(notifications.mail, 'digest'), isNull(notifications.readAt));

/** What a person's digest tells of: notices they have not read in the portal, newest first, and how many there are. */
export async function listDigestNotices(db: Executor, accountId: string, limit: number) {
  const rows = await db
    .select({
      event: notifications.event,
      facts: notifications.facts,
      at: notifications.at,
      subjectType: notifications.subjectType,
      subjectId: notifications.subjectId,
    })
    .from(notifications)
    .where(isInDigest(accountId))
    .orderBy(sql`${notifications.id} desc nulls last`) // as the index is
    .limit(limit);
  const [all] = await db.select({ count: count() }).from(notifications).where(isInDigest(accountId));
  return { rows, count: all?.count ?? 0 };
}

/** Whether there is anything for the delivery to do now. */
export async function hasMailWork(db: Executor): Promise<boolean> {
  const { rows } = await db.execute<{ work: boolean }>(sql`select
    exists (select from ${notifications} where ${notifications.mail} = 'waiting')
    or exists (select from ${mails} where ${mails.state} = 'waiting' and ${mails.nextAt} <= now()
      and (${mails.leaseUntil} is null or ${mails.leaseUntil} < now()))
    or exists (select from ${mails} where ${mails.state} = 'sending' and ${mails.leaseUntil} < now()) as work`);
  return rows[0]?.work ?? false;
}

/**
 * How the outbox stands: mails by state that need attention, and since when whatever waits longest could have gone: a mail that is
 * due, or a notification of which nobody has decided yet whether it becomes one.
 */
export async function getOutboxState(db: Executor) {
  const rows = await db
    .select({ state: mails.state, count: count() })
    .from(mails)
    .where(inArray(mails.state, ['waiting', 'sending', 'failed', 'doubtful']))
    .groupBy(mails.state);
  const [late] = await db
    .select({ nextAt: mails.nextAt, problem: mails.problem })
    .from(mails)
    .where(eq(mails.state, 'waiting'))
    .orderBy(mails.nextAt)
    .limit(1);
  const [undecided] = await db
    .select({ at: notifications.at })
    .from(notifications)
    .where(eq(notifications.mail, 'waiting'))
    .orderBy(notifications.id)
    .limit(1);
  const of = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    waiting: of('waiting') + of('sending'),
    failed: of('failed'),
    doubtful: of('doubtful'),
    waitingSince: [late?.nextAt, undecided?.at].filter((at) => at !== undefined).toSorted()[0] ?? null,
    problem: late?.problem ?? null,
  };
}

/** One mail of the development mailbox, whole, and whose it is. */
export async function findKeptMail(db: Executor, id: string) {
  const [row] = await db
    .select({
      id: keptMails.mailId,
      at: keptMails.at,
      address: keptMails.address,
      subject: keptMails.subject,
      html: keptMails.html,
      text: keptMails.text,
      accountId: mails.accountId,
    })
    .from(keptMails)
    .innerJoin(mails, eq(mails.id, keptMails.mailId))
    .where(eq(keptMails.mailId, id));
  return row;
}
