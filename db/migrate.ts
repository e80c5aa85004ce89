import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { withConnection } from './driver/connection.ts';
import { renewClaimedInvoices } from './writes/claimed-invoice.ts';
import type { StoodTwice } from './writes/claimed-invoice.ts';
import { renewTokens } from './writes/tokens.ts';
import { fillWaiting } from './writes/waiting.ts';

/** One lock for all processes that migrate the same database; the number has no meaning. */
const MIGRATION_LOCK = 782_364;

/** What people should know of what a migration found. */
interface Migrated {
  /** Invoices that stood in two live redemptions, or twice in one, before that was refused. */
  readonly invoicesTwice: readonly StoodTwice[];
}

/**
 * Brings the database to this release's schema, and what is stored for searches to its words. Several processes may call it
 * at once: one migrates, the others wait.
 *
 * @throws Error when the server is older than PostgreSQL 18 (`uuidv7()`), or a migration fails; nothing is half-done
 */
export async function migrate(databaseUrl: string): Promise<Migrated> {
  return withConnection(databaseUrl, async (connection) => {
    const [server] = await connection.ask<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    if (!server || server.version < 180_000)
      throw new Error(`PostgreSQL 18 or newer is needed, this is ${server?.version}`);
    await connection.ask('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url));
    const db = drizzle({ client: connection as pg.Client });
    await applyMigrations(db, { migrationsFolder });
    await renewTokens(db); // no migration's SQL knows how characters are read
    await fillWaiting(db); // nor what the rules say
    return { invoicesTwice: await renewClaimedInvoices(db) };
  });
}
