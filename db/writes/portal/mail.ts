import { and, eq, inArray, sql } from 'drizzle-orm';
import type { MailPreferences } from '../../../domain/mail.ts';
import type { Executor } from '../../client.ts';
import { mailPreferences, mails } from '../../schema/mail.ts';
import { accounts } from '../../schema/organization.ts';

/** Keeps what a person wants by mail, from the next mail on. */
export async function savePreferences(
  db: Executor,
  accountId: string,
  { language, digest, unwanted }: MailPreferences,
): Promise<void> {
  const wanted = { language, digest, unwanted: [...unwanted] };
  await db
    .insert(mailPreferences)
    .values({ accountId, ...wanted })
    .onConflictDoUpdate({ target: mailPreferences.accountId, set: wanted });
}

/** Keeps where a person's mail goes; null: nowhere. */
export const saveAddress = (db: Executor, accountId: string, email: string | null) =>
  db.update(accounts).set({ email }).where(eq(accounts.id, accountId));

/**
 * Has a mail sent again that did not go out, or of which nobody knows. It keeps its Message-ID, so that a receiver that had it
 * after all can tell.
 *
 * @returns false when there is no such mail, or it is on its way already
 */
export async function resendMail(db: Executor, id: string, resentBy: string): Promise<boolean> {
  const rows = await db
    .update(mails)
    .set({
      state: 'waiting',
      attempts: 0,
      nextAt: sql`now()` as never,
      leaseUntil: null,
      holder: null,
      settledAt: null,
      resentBy,
    })
    .where(and(eq(mails.id, id), inArray(mails.state, ['failed', 'doubtful'])))
    .returning({ id: mails.id });
  return rows.length > 0;
}
