import type { Database } from '../../client.ts';
import { findTaken } from '../../reads/registration.ts';
import type { Registration, Taken } from '../../reads/registration.ts';
import { accounts, organizations } from '../../schema/organization.ts';
import { tokensOf } from '../../tokens.ts';

/** What became of a registration: entered now, there already by its ids, or not possible, for something is taken. */
export type Entered = 'entered' | 'known' | Taken;

/** Enters a company with its first account, once: one that is there already, by its ids, is left as it is. */
export async function insertRegistration(db: Database, registration: Registration): Promise<Entered> {
  try {
    return await insert(db, registration);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const taken = await findTaken(db, registration);
    return taken.username || taken.creditCode ? taken : insert(db, registration); // met itself, sent twice at once
  }
}

const insert = (db: Database, { organization, account }: Registration): Promise<'entered' | 'known'> =>
  db.transaction(async (tx) => {
    const row = { ...organization, tokens: tokensOf(organization.name) };
    await tx.insert(organizations).values(row).onConflictDoNothing({ target: organizations.id });
    const inserted = await tx
      .insert(accounts)
      .values({ ...account, roles: [organization.type], organizationId: organization.id })
      .onConflictDoNothing({ target: accounts.id })
      .returning({ id: accounts.id });
    return inserted.length > 0 ? 'entered' : 'known';
  });

const CONFLICTS = new Set(['accounts_username', 'organizations_credit_code_type']);

/** Whether a name or code is not free, of somebody who was a moment earlier or long ago. */
function isConflict(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ('constraint' in cause && typeof cause.constraint === 'string') return CONFLICTS.has(cause.constraint);
  return false;
}
