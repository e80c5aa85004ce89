import { and, count, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
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

const mailColumns = {
  id: mails.id,
  state: mails.state,
  attempts: mails.attempts,
  problem: mails.problem,
  nextAt: mails.nextAt,
  settledAt: mails.settledAt,
  digestDay: mails.digestDay,
  event: notifications.event,
  subjectType: notifications.subjectType,
  subjectId: notifications.subjectId,
  number: sql<string | null>`${notifications.facts} ->> 'number'`,
  name: accounts.name,
  username: accounts.username,
  isConfirmation: sql<boolean>`${mails.confirmation} is not null`,
  email: sql<string | null>`coalesce(${mails.confirmation}, ${accounts.email})`,
};

const listed = (db: Executor) =>
  db
    .select(mailColumns)
    .from(mails)
    .innerJoin(accounts, eq(accounts.id, mails.accountId))
    .leftJoin(notifications, eq(notifications.id, mails.notificationId));

interface Page {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Mails that did not go out, or of which nobody knows, for administrators: newest first. */
export const listTroubledMails = (db: Executor, { after, limit }: Page) =>
  listed(db)
    .where(and(inArray(mails.state, ['failed', 'doubtful']), after === undefined ? undefined : lt(mails.id, after)))
    .orderBy(desc(mails.id))
    .limit(limit);

export type TroubledMail = Awaited<ReturnType<typeof listTroubledMails>>[number];

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

/** The development mailbox, newest first: one person's mails, or everybody's. */
export const listKeptMails = (db: Executor, { after, limit, accountId }: Page & { readonly accountId?: string }) =>
  db
    .select({ id: keptMails.mailId, at: keptMails.at, address: keptMails.address, subject: keptMails.subject })
    .from(keptMails)
    .innerJoin(mails, eq(mails.id, keptMails.mailId))
    .where(
      and(
        after === undefined ? undefined : lt(keptMails.mailId, after),
        accountId === undefined ? undefined : eq(mails.accountId, accountId),
      ),
    )
    .orderBy(desc(keptMails.mailId))
    .limit(limit);

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
