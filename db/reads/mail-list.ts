import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { keptMails, mails } from '../schema/mail.ts';
import { notifications } from '../schema/notification.ts';
import { accounts } from '../schema/organization.ts';
import { countPart } from './counted.ts';
import type { ListPart } from './counted.ts';

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
  /** Read backwards from here; wins over `after`. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** As the index has them. */
const isTroubled = sql`${mails.state} in ('failed', 'doubtful')`;

/** Mails that did not go out, or of which nobody knows, for administrators: newest first, by keyset. */
export async function listTroubledMails(db: Executor, { after, before, limit }: Page) {
  const back = before !== undefined;
  const place = back ? gt(mails.id, before) : after === undefined ? undefined : lt(mails.id, after);
  const rows = await listed(db)
    .where(and(isTroubled, place))
    .orderBy(back ? mails.id : desc(mails.id))
    .limit(limit);
  return back ? rows.toReversed() : rows;
}

/** Which part of that list a page is. */
export const countTroubledMails = (db: Executor, before: string | undefined): Promise<ListPart> =>
  countPart(
    db,
    mails,
    { all: isTroubled, before: before === undefined ? undefined : gt(mails.id, before) },
    desc(mails.id),
  );

export type TroubledMail = Awaited<ReturnType<typeof listTroubledMails>>[number];

interface Owner {
  /** Everybody's when not given. */
  readonly accountId?: string;
}

/** The development mailbox, newest first: one person's mails, or everybody's. */
export async function listKeptMails(db: Executor, { after, before, limit, accountId }: Page & Owner) {
  const back = before !== undefined;
  const place = back ? gt(keptMails.mailId, before) : after === undefined ? undefined : lt(keptMails.mailId, after);
  const rows = await db
    .select({ id: keptMails.mailId, at: keptMails.at, address: keptMails.address, subject: keptMails.subject })
    .from(keptMails)
    .innerJoin(mails, eq(mails.id, keptMails.mailId))
    .where(and(place, accountId === undefined ? undefined : eq(mails.accountId, accountId)))
    .orderBy(back ? keptMails.mailId : desc(keptMails.mailId))
    .limit(limit);
  return back ? rows.toReversed() : rows;
}

/** Which part of that list a page is. */
export const countKeptMails = (
  db: Executor,
  { before, accountId }: Owner & { readonly before: string | undefined },
): Promise<ListPart> =>
  countPart(
    db,
    keptMails,
    {
      all:
        accountId === undefined
          ? undefined
          : sql`exists (select from ${mails} where ${mails.id} = ${keptMails.mailId} and ${mails.accountId} = ${accountId})`,
      before: before === undefined ? undefined : gt(keptMails.mailId, before),
    },
    desc(keptMails.mailId),
  );
