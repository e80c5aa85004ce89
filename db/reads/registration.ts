import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Party } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { accounts, organizations, parks } from '../schema/organization.ts';

/** A company that registers, and the first person of it. */
export interface Registration {
  readonly organization: {
    readonly id: string;
    readonly type: Party;
    readonly name: string;
    readonly creditCode: string;
    /** Of an enterprise; null for an institution. */
    readonly parkId: string | null;
  };
  readonly account: {
    readonly id: string;
    readonly username: string;
    readonly name: string;
    readonly passwordHash: string;
  };
}

/** What of a registration somebody else has already: a user name in any case, a credit code of the same type. @source L12 */
export interface Taken {
  readonly username: boolean;
  readonly creditCode: boolean;
}

/** Whether somebody else has the user name or, as a company of the same type, the credit code. */
export async function findTaken(db: Executor, { organization, account }: Registration): Promise<Taken> {
  const ofName = db
    .select({ one: sql`1` })
    .from(accounts)
    .where(and(eq(sql`lower(${accounts.username})`, account.username.toLowerCase()), ne(accounts.id, account.id)));
  const ofCode = db
    .select({ one: sql`1` })
    .from(organizations)
    .where(
      and(
        eq(organizations.creditCode, organization.creditCode),
        eq(organizations.type, organization.type),
        ne(organizations.id, organization.id),
      ),
    );
  const [taken] = await db
    .select({ username: sql<boolean>`exists ${ofName}`, creditCode: sql<boolean>`exists ${ofCode}` })
    .from(sql`(select) as once`);
  if (!taken) throw new Error('a row was expected');
  return taken;
}

/** The types by which the company of an organization is registered, its own among them. @source L12 */
export async function listRegisteredTypes(db: Executor, organizationId: string): Promise<Party[]> {
  const own = db
    .select({ code: organizations.creditCode })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  const rows = await db
    .select({ type: organizations.type })
    .from(organizations)
    .where(eq(organizations.creditCode, own));
  return rows.map(({ type }) => type);
}

/** The parks, by name. */
export const listParks = (db: Executor) =>
  db.select({ id: parks.id, name: parks.name }).from(parks).orderBy(asc(parks.name));
