import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { CONFIRMATION_HOURS } from '../../../domain/mail.ts';
import type { MailPreferences } from '../../../domain/mail.ts';
import type { Database, Executor } from '../../client.ts';
import { addressConfirmations, mailPreferences, mails } from '../../schema/mail.ts';
import { accounts } from '../../schema/organization.ts';
import { hashToken } from '../../token-hash.ts';

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

/** Lets a person's mail go nowhere, now or later. */
export async function forgetAddress(tx: Executor, accountId: string): Promise<void> {
  await tx.update(accounts).set({ email: null }).where(eq(accounts.id, accountId));
  await forgetUnconfirmed(tx, accountId);
}

/** Forgets an address that was not confirmed. */
export const forgetUnconfirmed = (tx: Executor, accountId: string) =>
  tx.delete(addressConfirmations).where(eq(addressConfirmations.accountId, accountId));

/** Keeps an address until it is confirmed, and has one mail ask for that there. */
export async function askToConfirm(tx: Executor, accountId: string, address: string): Promise<void> {
  const unconfirmed = {
    address,
    tokenHash: null,
    endsAt: sql`now() + ${CONFIRMATION_HOURS} * interval '1 hour'` as never,
  };
  await tx
    .insert(addressConfirmations)
    .values({ accountId, ...unconfirmed })
    .onConflictDoUpdate({ target: addressConfirmations.accountId, set: unconfirmed });
  await tx.insert(mails).values({ accountId, confirmation: address });
}

/**
 * Confirms the address that a token was sent to: from now on the person's mail goes there.
 *
 * @returns false when the link is wrong, used or expired, or another address was entered since
 */
export const confirmAddress = (db: Database, token: string): Promise<boolean> =>
  db.transaction(async (tx) => {
    const good = and(eq(addressConfirmations.tokenHash, hashToken(token)), gt(addressConfirmations.endsAt, sql`now()`));
    const [confirmed] = await tx.delete(addressConfirmations).where(good).returning();
    if (!confirmed) return false;
    await tx.update(accounts).set({ email: confirmed.address }).where(eq(accounts.id, confirmed.accountId));
    return true;
  });

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
