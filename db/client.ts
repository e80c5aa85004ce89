import { drizzle, NodePgSession } from 'drizzle-orm/node-postgres';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { setClient } from './driver/client-of.ts';
import { Pool } from './driver/pool.ts';

export type Database = NodePgDatabase;
/** A database or a transaction in it: what reads and writes take. */
export type Executor = Pick<
  Database,
  'select' | 'insert' | 'update' | 'delete' | 'execute' | 'selectDistinct' | 'selectDistinctOn' | '$with' | 'with'
>;

export interface Connected {
  readonly db: Database;
  /** The connections underneath, for LISTEN. */
  readonly pool: Pool;
  /** Waits up to 5 s for running queries, then closes. */
  readonly close: () => Promise<void>;
}

const dialect = new PgDialect();

/**
 * Connects to PostgreSQL. Connections are opened when first used, and again after a restart of the server. Drizzle's own
 * transactions neither give a connection back whose `begin` has failed, nor end while their body is busy elsewhere.
 */
export function connect(databaseUrl: string, options: ConstructorParameters<typeof Pool>[1]): Connected {
  const pool = new Pool(databaseUrl, options);
  const db = drizzle(pool as unknown as pg.Pool);
  setClient(db, pool);
  const transaction: Database['transaction'] = (body, config) =>
    pool.reserve((reserved) =>
      new NodePgSession<Record<string, never>, Record<string, never>>(
        reserved as unknown as pg.Client,
        dialect,
        undefined,
      ).transaction((tx) => {
        setClient(tx, reserved);
        return body(tx);
      }, config),
    );
  return { db: Object.assign(db, { transaction }), pool, close: () => pool.close() };
}
