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
 * Drizzle sends every query by `unsafe` with `prepare: false`, so the server would parse and plan it anew each time. All of ours come from the query
 * builder with parameters, so each text is prepared once a connection.
 */
function prepared(client: Sql): Sql {
  const begin = client.begin.bind(client) as (...args: unknown[]) => Promise<unknown>;
  const beginPrepared = (...args: unknown[]): Promise<unknown> => {
    const body = args.pop() as (transaction: Sql) => unknown;
    return begin(...args, (transaction: Sql) => body(preparing(transaction)));
  };
  return Object.assign(preparing(client), { begin: beginPrepared });
}

function preparing(client: Sql): Sql {
  const unsafe = client.unsafe.bind(client);
  const preparedUnsafe = (query: string, parameters: never[] = [], options = {}) =>
    unsafe(query, parameters, { ...options, prepare: parameters.length > 0 });
  return Object.assign(client, { unsafe: preparedUnsafe });
}
