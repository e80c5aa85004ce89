import { eq, inArray, or } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { accounts } from '../schema/organization.ts';

/** The accounts of a person's organization, their own among them: a subquery. Who has no organization has no colleagues. */
export function selectColleagues(db: Executor, accountId: string | SQL) {
  const own = db.select({ id: accounts.organizationId }).from(accounts).where(eq(accounts.id, accountId));
  return db
    .select({ id: accounts.id })
    .from(accounts)
    .where(or(eq(accounts.id, accountId), inArray(accounts.organizationId, own)));
}
