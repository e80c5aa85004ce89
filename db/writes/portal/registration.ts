import type { Database } from '../../client.ts';
import { findTaken } from '../../reads/registration.ts';
import type { Registration, Taken } from '../../reads/registration.ts';
import { accounts, organizations } from '../../schema/organization.ts';
import { tokensOf } from '../../tokens.ts';

const UNIQUE_VIOLATION = '23505';

/**
 * Enters a company with its first account, once: a registration that is there already, by its ids, is left as it is.
 *
 * @returns what somebody else has already, so that nothing was entered; undefined when it is entered
 */
export async function insertRegistration(db: Database, registration: Registration): Promise<Taken | undefined> {
  const { organization, account } = registration;
  try {
    await db.transaction(async (tx) => {
      const row = { ...organization, tokens: tokensOf(organization.name) };
      await tx.insert(organizations).values(row).onConflictDoNothing({ target: organizations.id });
      await tx
        .insert(accounts)
        .values({ ...account, roles: [organization.type], organizationId: organization.id })
        .onConflictDoNothing({ target: accounts.id });
    });
    return undefined;
  } catch (error) {
    const taken = isTaken(error) && (await findTaken(db, registration));
    if (!taken || !(taken.username || taken.creditCode)) throw error;
    return taken;
  }
}

/** Whether a name or code is not free, of somebody who was a moment earlier or long ago. */
function isTaken(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && cause.code === UNIQUE_VIOLATION) return true;
  return false;
}
