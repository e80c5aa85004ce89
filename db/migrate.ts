import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** One lock for all processes that migrate the same database; the number has no meaning. */
const MIGRATION_LOCK = 782_364;

/**
 * Brings the database to this release's schema. Several processes may call it at once: one migrates, the others wait.
 *
 * @throws Error when the server is older than PostgreSQL 18 (`uuidv7()`), or a migration fails; nothing is half-done
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const [server] = await client<{ version: number }[]>`select current_setting('server_version_num')::int as version`;
    if (!server || server.version < 180_000)
      throw new Error(`PostgreSQL 18 or newer is needed, this is ${server?.version}`);
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await applyMigrations(drizzle(client), { migrationsFolder: fileURLToPath(new URL('migrations', import.meta.url)) });
  } finally {
    await client.end({ timeout: 5 });
  }
}
