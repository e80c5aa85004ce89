import { and, eq, lt, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Executor } from '../../client.ts';
import { prepareOnce } from '../../driver/prepared.ts';
import { idempotencyKeys as keys } from '../../schema/portal.ts';

/** A call that dies blocks its repeats this long. */
const LEASE = sql`now() + interval '30 seconds'`;
/** Answers are kept this long; afterwards the key is new again. */
const isOld = sql`${keys.createdAt} < now() - interval '24 hours'`;

/** The key may be taken: it is old, or belongs to the same call and nobody runs it. */
const isFree = sql`(${isOld} or (${keys.fingerprint} = excluded.fingerprint and (${keys.state} = 'accepted' or (${keys.state} = 'running' and ${keys.leaseUntil} < now()))))`;

const ifFree = (value: SQL, column: AnyPgColumn): SQL => sql`case when ${isFree} then ${value} else ${column} end`;

interface KeyOfCall {
  readonly accountId: string;
  readonly key: string;
  readonly fingerprint: string;
  /** This call; the row's holder when it may run. */
  readonly holder: string;
}

/** Takes the key for this call, or tells what stands in the way. One statement, whoever comes at the same time. */
export async function takeKey(db: Executor, call: KeyOfCall) {
  const [row] = await taking(db).execute({ ...call });
  if (!row) throw new Error('an upsert answers with its row');
  return row;
}

const { placeholder } = sql;
const theCall = {
  accountId: placeholder('accountId'),
  key: placeholder('key'),
  fingerprint: placeholder('fingerprint'),
  holder: placeholder('holder'),
};

const taking = prepareOnce((db) =>
  db
    .insert(keys)
    .values({ ...theCall, state: 'running', leaseUntil: LEASE })
    .onConflictDoUpdate({
      target: [keys.accountId, keys.key],
      set: {
        holder: ifFree(sql`excluded.holder`, keys.holder),
        leaseUntil: ifFree(sql`excluded.lease_until`, keys.leaseUntil),
        state: ifFree(sql`'running'`, keys.state),
        fingerprint: ifFree(sql`excluded.fingerprint`, keys.fingerprint),
        createdAt: sql`case when ${isOld} then now() else ${keys.createdAt} end`,
      },
    })
    .returning({
      holder: keys.holder,
      fingerprint: keys.fingerprint,
      state: keys.state,
      status: keys.status,
      headers: keys.headers,
      body: keys.body,
      createdAt: keys.createdAt,
      /** What it was before this statement; null: there was none, or none that still counts. */
      before: sql<
        'running' | 'answered' | 'accepted' | null
      >`case when old.created_at = ${keys.createdAt} then old.state end`,
    })
    .prepare('take_key'),
);

interface Kept {
  readonly state: 'answered' | 'accepted';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Keeps the answer for repeats. */
export const keepAnswer = (db: Executor, call: KeyOfCall, { state, status, headers, body }: Kept) =>
  db
    .update(keys)
    .set({ state, status, headers: { ...headers }, body })
    .where(heldBy(call));

/** Gives the key back: nothing came of the call, and its repeat may run at once. */
export const releaseKey = (db: Executor, call: KeyOfCall) =>
  db
    .update(keys)
    .set({ leaseUntil: sql`'-infinity'` })
    .where(heldBy(call));

const heldBy = ({ accountId, key, holder }: KeyOfCall) =>
  and(eq(keys.accountId, accountId), eq(keys.key, key), eq(keys.holder, holder));

/** Removes keys older than a day. */
export const removeOldKeys = (db: Executor) =>
  db.delete(keys).where(lt(keys.createdAt, sql`now() - interval '24 hours'`));
