import { randomBytes } from 'node:crypto';
import { and, eq, inArray, isNotNull, lt, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Day, Instant } from '../../domain/day.ts';
import { CONFIRMATION_HOURS, DEFAULT_PREFERENCES, mailChoice } from '../../domain/mail.ts';
import type { MailChoice } from '../../domain/mail.ts';
import type { Database, Executor } from '../client.ts';
import { hashToken } from '../token-hash.ts';
import { addressConfirmations, digestDays, keptMails, mailPreferences, mails } from '../schema/mail.ts';
import { notifications } from '../schema/notification.ts';
import { accounts } from '../schema/organization.ts';

/**
 * Decides on notifications that wait: a mail of their own, a line of the digest, or none. Workers that do so at once take
 * different ones.
 *
 * @returns how many were decided, `limit` at most
 */
export const decideMails = (db: Database, limit: number, now: Instant): Promise<number> =>
  db.transaction(async (tx) => {
    const waiting = await tx
      .select({
        id: notifications.id,
        event: notifications.event,
        at: notifications.at,
        account: { id: accounts.id, email: accounts.email, active: sql<boolean>`${accounts.active} = 'yes'` },
        preferences: {
          language: mailPreferences.language,
          digest: mailPreferences.digest,
          unwanted: mailPreferences.unwanted,
        },
      })
      .from(notifications)
      .innerJoin(accounts, eq(accounts.id, notifications.accountId))
      .leftJoin(mailPreferences, eq(mailPreferences.accountId, accounts.id))
      .where(eq(notifications.mail, 'waiting'))
      .orderBy(notifications.id)
      .limit(limit)
      .for('update', { of: notifications, skipLocked: true });
    const chosen = new Map<MailChoice, { id: string; accountId: string }[]>();
    for (const { id, event, at, account, preferences } of waiting) {
      const choice = mailChoice({ event, at }, account, preferences ?? DEFAULT_PREFERENCES, now);
      chosen.set(choice, [...(chosen.get(choice) ?? []), { id, accountId: account.id }]);
    }
    for (const [mail, rows] of chosen)
      await tx
        .update(notifications)
        .set({ mail })
        .where(inArray(notifications.id, ids(rows)));
    const mailed = chosen.get('mailed') ?? [];
    if (mailed.length > 0)
      await tx.insert(mails).values(mailed.map(({ id, accountId }) => ({ accountId, notificationId: id })));
    return waiting.length;
  });

const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

/** Begins a day's digests: a mail to everyone who wants one at this moment. Each day once, whoever comes first. */
export const beginDigests = (db: Database, day: Day, now: Instant): Promise<void> =>
  db.transaction(async (tx) => {
    const [first] = await tx.insert(digestDays).values({ day, at: now }).onConflictDoNothing().returning();
    if (!first) return;
    const wanting = await tx
      .select({ accountId: accounts.id })
      .from(mailPreferences)
      .innerJoin(accounts, eq(accounts.id, mailPreferences.accountId))
      .where(and(mailPreferences.digest, eq(accounts.active, 'yes'), isNotNull(accounts.email)));
    if (wanting.length > 0) await tx.insert(mails).values(wanting.map((row) => ({ ...row, digestDay: day })));
  });

/** A mail that someone has taken to try. */
export interface ClaimedMail {
  readonly id: string;
  readonly accountId: string;
  readonly notificationId: string | null;
  readonly digestDay: Day | null;
  /** The address that it asks to confirm. */
  readonly confirmation: string | null;
  readonly attempts: number;
}

/**
 * Makes the token of a confirmation mail that is about to be written, good for a day; the one of an earlier mail is good no more.
 *
 * @returns undefined when the person has confirmed the address or entered another since
 */
export async function issueConfirmation(db: Executor, accountId: string, address: string): Promise<string | undefined> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const rows = await db
    .update(addressConfirmations)
    .set({ tokenHash: hashToken(token), endsAt: CONFIRMATION_END as never })
    .where(and(eq(addressConfirmations.accountId, accountId), eq(addressConfirmations.address, address)))
    .returning({ accountId: addressConfirmations.accountId });
  return rows.length > 0 ? token : undefined;
}

const TOKEN_BYTES = 32;
const CONFIRMATION_END = sql`now() + ${CONFIRMATION_HOURS} * interval '1 hour'`;

const LEASE = sql`now() + interval '3 minutes'`;
const isFree = sql`(${mails.leaseUntil} is null or ${mails.leaseUntil} < now())`;

/** Takes the mail that has waited longest, for three minutes; undefined when none is to be tried now. */
export async function claimMail(db: Executor, holder: string): Promise<ClaimedMail | undefined> {
  const next = db
    .select({ id: mails.id })
    .from(mails)
    .where(and(eq(mails.state, 'waiting'), sql`${mails.nextAt} <= now()`, isFree))
    .orderBy(mails.nextAt)
    .limit(1)
    .for('update', { skipLocked: true });
  const [claimed] = await db
    .update(mails)
    .set({ holder, leaseUntil: LEASE as never })
    .where(eq(mails.id, next))
    .returning({
      id: mails.id,
      accountId: mails.accountId,
      notificationId: mails.notificationId,
      digestDay: mails.digestDay,
      confirmation: mails.confirmation,
      attempts: mails.attempts,
    });
  return claimed;
}

/** What the answers of a mail server leave behind. */
export type MailOutcome =
  | { readonly state: 'sent' }
  | { readonly state: 'failed' | 'doubtful' | 'dropped'; readonly problem: string }
  | { readonly state: 'waiting'; readonly problem: string; readonly nextAt: Instant }
  /** Never begun: the server is away. Not an attempt. */
  | { readonly state: 'released'; readonly problem: string };

interface Held {
  readonly id: string;
  readonly holder: string;
}

const isHeldBy = ({ id, holder }: Held): SQL | undefined => and(eq(mails.id, id), eq(mails.holder, holder));

/**
 * Marks that the server is about to have all of a mail: from here on, only its answer tells whether it went out.
 *
 * @returns false when the lease has ended and the mail is no longer this holder's to send
 */
export async function beginSending(db: Executor, held: Held): Promise<boolean> {
  const marked = await db
    .update(mails)
    .set({ state: 'sending', leaseUntil: LEASE as never })
    .where(and(isHeldBy(held), eq(mails.state, 'waiting'), sql`${mails.leaseUntil} > now()`))
    .returning({ id: mails.id });
  return marked.length > 0;
}

/** Writes down how a mail went. One that was given up as doubtful meanwhile is sent after all, if its server says so. */
export async function settleMail(db: Executor, held: Held, outcome: MailOutcome): Promise<void> {
  const free = { leaseUntil: null, holder: null };
  const attempt = sql`${mails.attempts} + 1` as never;
  const settled = { ...free, settledAt: sql`now()` as never };
  const change = {
    sent: { ...settled, problem: null },
    failed: { ...settled, attempts: attempt },
    doubtful: { ...settled, attempts: attempt },
    dropped: settled,
    waiting: { ...free, attempts: attempt },
    released: free,
  }[outcome.state];
  const { state, ...facts } = outcome;
  const open = sql`${mails.state} in ('waiting', 'sending')`;
  await db
    .update(mails)
    .set({ ...change, ...facts, state: state === 'released' ? 'waiting' : state })
    .where(and(isHeldBy(held), state === 'sent' ? or(open, eq(mails.state, 'doubtful')) : open));
}

/** Gives up on mails whose sending was never answered: whether they went out is for a person to judge. */
export const doubtUnanswered = (db: Executor) =>
  db
    .update(mails)
    .set({ state: 'doubtful', problem: 'nobody knows whether the mail server took it', settledAt: sql`now()` as never })
    .where(and(eq(mails.state, 'sending'), lt(mails.leaseUntil, sql`now()` as never)))
    .returning({ id: mails.id });

/** Keeps a mail for the mailbox page in place of sending it. */
export const keepMail = (
  db: Database,
  held: Held,
  rendered: { readonly address: string; readonly subject: string; readonly html: string; readonly text: string },
): Promise<void> =>
  db.transaction(async (tx) => {
    const kept = await tx
      .update(mails)
      .set({ state: 'kept', leaseUntil: null, settledAt: sql`now()` as never })
      .where(and(isHeldBy(held), eq(mails.state, 'waiting')))
      .returning({ id: mails.id });
    if (kept.length > 0) await tx.insert(keptMails).values({ mailId: held.id, ...rendered });
  });
