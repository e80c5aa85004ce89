import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { SelectedFields } from 'drizzle-orm/pg-core';
import { LINK_HOURS } from '../../domain/password-reset/password-reset.ts';
import type { PasswordReset } from '../../domain/password-reset/password-reset.ts';
import { PARTIES } from '../../domain/role.ts';
import type { OpenTask } from '../../domain/process/wait.ts';
import type { Executor } from '../client.ts';
import { accounts, organizations } from '../schema/organization.ts';
import { isOpenReset, passwordResetEvents, passwordResets } from '../schema/password-reset.ts';
import { countPart } from './counted.ts';
import type { ListPart } from './counted.ts';
import { listEvents } from './process.ts';
import { taskIsOpen, tasks } from '../schema/task.ts';

/** A password reset as the rules ask for it, with its open task and what the account it is about says. */
export interface PasswordResetRecord {
  readonly reset: PasswordReset;
  readonly task: OpenTask | null;
  /** What is on record of the account of the user name; null when there is none. */
  readonly onRecord: {
    readonly username: string;
    readonly name: string;
    readonly company: string | null;
    readonly creditCode: string | null;
  } | null;
  readonly begunAt: string;
  readonly dueAt: string | null;
}

/** The rows behind records, to be narrowed by the asker; `more`: what is asked besides. */
export const selectPasswordResets = <More extends SelectedFields = Readonly<Record<never, never>>>(
  db: Executor,
  more?: More,
) =>
  db
    .select({
      ...(more as More),
      row: passwordResets,
      account: {
        id: accounts.id,
        username: accounts.username,
        name: accounts.name,
        roles: accounts.roles,
        active: accounts.active,
        passwordChangedAt: accounts.passwordChangedAt,
      },
      company: { name: organizations.name, creditCode: organizations.creditCode },
      task: { id: tasks.id, kind: tasks.kind, claimedBy: tasks.claimedBy },
    })
    .from(passwordResets)
    .leftJoin(accounts, eq(accounts.id, passwordResets.accountId))
    .leftJoin(organizations, eq(organizations.id, accounts.organizationId))
    .leftJoin(tasks, and(eq(tasks.subjectId, passwordResets.id), taskIsOpen));

type Row = Awaited<ReturnType<typeof selectPasswordResets>>[number];

/** One password reset; undefined when there is none. Whether the asker may see it is the rule's question. */
export async function findPasswordReset(db: Executor, id: string): Promise<PasswordResetRecord | undefined> {
  const [row] = await selectPasswordResets(db).where(eq(passwordResets.id, id));
  return row && toPasswordResetRecord(row);
}

/** The id of the reset a link belongs to; undefined for a link that is wrong, used or expired. */
export async function findResetByToken(db: Executor, tokenHash: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: passwordResets.id })
    .from(passwordResets)
    .innerJoin(accounts, eq(accounts.id, passwordResets.accountId))
    .where(
      and(
        eq(passwordResets.tokenHash, tokenHash),
        sql`${passwordResets.linkEndsAt} > now()`,
        sql`coalesce(${accounts.passwordChangedAt}, '-infinity') <= ${passwordResets.linkEndsAt} - make_interval(hours => ${LINK_HOURS})`,
      ),
    );
  return row?.id;
}

/** These password resets, by id. */
export async function listPasswordResets(
  db: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PasswordResetRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await selectPasswordResets(db).where(sql`${passwordResets.id} = any(${sql.param(ids)}::uuid[])`);
  return new Map(rows.map((row) => [row.row.id, toPasswordResetRecord(row)]));
}

/** Open password resets after `after` in the order of their ids, at most `limit`. */
export async function listOpenPasswordResets(
  db: Executor,
  after: string | null,
  limit: number,
): Promise<PasswordResetRecord[]> {
  const rows = await selectPasswordResets(db)
    .where(and(isOpenReset(passwordResets), after === null ? undefined : sql`${passwordResets.id} > ${after}::uuid`))
    .orderBy(passwordResets.id)
    .limit(limit);
  return rows.map(toPasswordResetRecord);
}

/** What happened to a password reset, oldest first. */
export const listPasswordResetEvents = (db: Executor, id: string) => listEvents(db, passwordResetEvents, id);

const NEWEST_FIRST = desc(passwordResets.number);

/** The newest password resets, as administrators list them, by keyset; read backwards from `before`. */
export async function listLatestPasswordResets(
  db: Executor,
  {
    after,
    before,
    limit,
  }: { readonly after?: string | undefined; readonly before?: string | undefined; readonly limit: number },
): Promise<PasswordResetRecord[]> {
  const back = before !== undefined;
  const rows = await selectPasswordResets(db)
    .where(back ? isNewer(before) : after === undefined ? undefined : lt(passwordResets.number, after))
    .orderBy(back ? passwordResets.number : NEWEST_FIRST)
    .limit(limit);
  return (back ? rows.toReversed() : rows).map(toPasswordResetRecord);
}

const isNewer = (number: string): SQL => gt(passwordResets.number, number);

/** Which part of that list a page is. */
export const countPasswordResets = (db: Executor, before: string | undefined): Promise<ListPart> =>
  countPart(
    db,
    passwordResets,
    { all: undefined, before: before === undefined ? undefined : isNewer(before) },
    NEWEST_FIRST,
  );

/** The record behind a row of {@link selectPasswordResets}. */
export function toPasswordResetRecord({ row, account, company, task }: Row): PasswordResetRecord {
  return {
    reset: {
      ...row,
      creditCodes: company ? [company.creditCode] : [],
      account: account && resetAccount(account),
    },
    task,
    onRecord: account && {
      username: account.username,
      name: account.name,
      company: company?.name ?? null,
      creditCode: company?.creditCode ?? null,
    },
    begunAt: row.begunAt,
    dueAt: row.dueAt,
  };
}

/** The account of a reset as the rules know it. A person who holds any role of the staff is staff. */
export const resetAccount = ({
  id,
  roles,
  active,
  passwordChangedAt,
}: Pick<typeof accounts.$inferSelect, 'id' | 'roles' | 'active' | 'passwordChangedAt'>): PasswordReset['account'] => ({
  id,
  isCompany: roles.every((role) => PARTIES.some((party) => party === role)),
  isActive: active === 'yes',
  passwordChangedAt,
});
