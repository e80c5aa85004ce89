import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Actor, Role } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { accounts, organizations } from '../schema/organization.ts';
import { sessions } from '../schema/portal.ts';

/** A person who signs in: the actor of the rules, with the names people read. */
export interface Account extends Actor {
  readonly username: string;
  readonly name: string;
  readonly organization: { readonly id: string; readonly name: string } | null;
}

const accountColumns = {
  id: accounts.id,
  username: accounts.username,
  name: accounts.name,
  roles: accounts.roles,
  organizationId: accounts.organizationId,
  parkId: accounts.parkId,
  declaredCreditCodes: accounts.declaredCreditCodes,
  active: accounts.active,
  organizationName: organizations.name,
};

interface FoundSession {
  readonly content: Record<string, unknown>;
  readonly expiresAt: string;
  readonly endsAt: string;
  readonly account: Account;
}

/** A live session with its account: the one question every call begins with. */
export async function findSession(db: Executor, sessionId: string): Promise<FoundSession | undefined> {
  const [row] = await sessionById(db).execute({ sessionId });
  return row && { content: row.content, expiresAt: row.expiresAt, endsAt: row.endsAt, account: accountOf(row) };
}

const sessionById = prepareOnce((db) =>
  db
    .select({
      content: sessions.content,
      expiresAt: sessions.expiresAt,
      endsAt: sessions.endsAt,
      ...accountColumns,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .leftJoin(organizations, eq(organizations.id, accounts.organizationId))
    .where(
      and(
        eq(sessions.id, sql.placeholder('sessionId')),
        gt(sessions.expiresAt, sql`now()`),
        eq(accounts.active, 'yes'),
      ),
    )
    .prepare('session'),
);

/** A session that has not ended, with what narrows its rights while it lives. */
export interface LiveSession {
  readonly id: string;
  readonly declaredCreditCodes: readonly string[];
}

/** Which of these sessions have not ended. */
export const listLiveSessions = (db: Executor, ids: readonly string[]): Promise<LiveSession[]> =>
  db
    .select({ id: sessions.id, declaredCreditCodes: accounts.declaredCreditCodes })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(and(inArray(sessions.id, [...ids]), gt(sessions.expiresAt, sql`now()`), eq(accounts.active, 'yes')));

/** An account with the hash that its password is verified against. */
export interface Credentials {
  readonly account: Account;
  readonly passwordHash: string;
}

const SESSIONS_SHOWN = 100;

/** The sessions of an account that have not ended: the last used first, a hundred at most. */
export const listSessions = (db: Executor, accountId: string) =>
  db
    .select({
      id: sessions.id,
      begunAt: sessions.begunAt,
      usedAt: sessions.usedAt,
      address: sessions.address,
      device: sessions.device,
    })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.usedAt), desc(sessions.id))
    .limit(SESSIONS_SHOWN);

export type OwnSession = Awaited<ReturnType<typeof listSessions>>[number];

/** The account of a user name, in any case, with its password's hash; undefined when there is none that may sign in. */
export async function findCredentials(db: Executor, username: string): Promise<Credentials | undefined> {
  const [row] = await db
    .select({ passwordHash: accounts.passwordHash, ...accountColumns })
    .from(accounts)
    .leftJoin(organizations, eq(organizations.id, accounts.organizationId))
    .where(and(eq(sql`lower(${accounts.username})`, username.toLowerCase()), eq(accounts.active, 'yes')));
  return row && { passwordHash: row.passwordHash, account: accountOf(row) };
}

interface AccountRow extends Omit<Account, 'roles' | 'organization'> {
  readonly roles: readonly string[];
  readonly organizationName: string | null;
}

const accountOf = ({
  id,
  username,
  name,
  roles,
  organizationId,
  parkId,
  declaredCreditCodes,
  organizationName,
}: AccountRow): Account => ({
  id,
  username,
  name,
  roles: roles as readonly Role[], // the table's own check knows no other
  organizationId,
  parkId,
  declaredCreditCodes,
  organization:
    organizationId !== null && organizationName !== null ? { id: organizationId, name: organizationName } : null,
});
