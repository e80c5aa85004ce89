import { drizzle } from 'drizzle-orm/postgres-js';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Sql } from 'postgres';
import * as schema from './schema/index.ts';

export type Database = PostgresJsDatabase<typeof schema>;
/** A database or a transaction in it: what reads and writes take. */
export type Executor = Pick<
  Database,
  'select' | 'insert' | 'update' | 'delete' | 'execute' | 'selectDistinct' | '$with' | 'with'
>;

export interface Connected {
  readonly db: Database;
  /** The driver underneath, for LISTEN. */
  readonly client: Sql;
  /** Waits up to 5 s for running queries, then closes. */
  readonly close: () => Promise<void>;
}

interface Options {
  /** Connections at most. */
  readonly max: number;
  /** Shown in pg_stat_activity. */
  readonly name: string;
}

/** Connects to PostgreSQL. Connections are opened when first used, and again after a restart of the server. */
export function connect(databaseUrl: string, { max, name }: Options): Connected {
  const client = postgres(databaseUrl, {
    max,
    connect_timeout: 5,
    max_lifetime: null,
    backoff: (failures: number) => Math.min(failures / 10, 1), // seconds; the driver's own grows to 20, and every query waits for it
    onnotice: () => undefined,
    connection: { application_name: name, statement_timeout: 15_000, idle_in_transaction_session_timeout: 30_000 },
  });
  return { db: drizzle(prepared(client), { schema }), client, close: () => client.end({ timeout: 5 }) };
}

/**
 * Drizzle sends every query by `unsafe` with `prepare: false`, so the server would parse and plan it anew each time. All of
 * ours come from the query builder with parameters, so each text is prepared once a connection.
 *
 * A transaction whose connection is lost sends nothing more, not even a rollback. The driver (3.4.9) would write to the closed
 * socket, which ends the process (porsager/postgres#1208), or run the statement in another's transaction (#1216).
 */
function prepared(client: Sql): Sql {
  const begin = client.begin.bind(client) as (...args: unknown[]) => Promise<unknown>;
  const beginPrepared = (...args: unknown[]): Promise<unknown> => {
    const body = args.pop() as (transaction: Sql) => Promise<unknown>;
    const connection = { lost: false };
    return new Promise((resolve, reject) => {
      const lose = (error: unknown): void => {
        connection.lost = true;
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const guarded = (transaction: Sql): Promise<unknown> =>
        body(preparing(transaction, connection)).catch((error: unknown) => {
          if (!connection.lost && !endsConnection(error)) throw error; // rolled back by the driver
          lose(error);
          return new Promise<never>(() => undefined);
        });
      begin(...args, guarded).then(resolve, lose);
    });
  };
  return Object.assign(preparing(client, { lost: false }), { begin: beginPrepared });
}

function preparing(client: Sql, connection: { readonly lost: boolean }): Sql {
  const unsafe = client.unsafe.bind(client);
  const preparedUnsafe = (query: string, parameters: never[] = [], options = {}) => {
    if (connection.lost) throw new Error('the connection of this transaction is lost');
    return unsafe(query, parameters, { ...options, prepare: parameters.length > 0 });
  };
  return Object.assign(client, { unsafe: preparedUnsafe });
}

/** Whether the connection does not outlive this error: the server ended it, or the network did. */
function endsConnection(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('severity' in cause) return cause.severity === 'FATAL' || cause.severity === 'PANIC';
    if ('code' in cause && typeof cause.code === 'string' && /^(CONNECTION_|CONNECT_|E[A-Z]+$)/.test(cause.code))
      return true;
  }
  return false;
}
