import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import type { QueryResultRow } from 'pg';
import { connect } from '../../db/client.ts';
import { withConnection } from '../../db/driver/connection.ts';
import { given } from './database.ts';
import type { TestDatabase } from './database.ts';

/** The last migration of the release before subjects: the schema that its rows are entered into. */
const LAST_FORMER = '0010_readings';

/** An empty database with the migrations of the former release. */
export async function formerDatabase(): Promise<TestDatabase> {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  const adminUrl = given('TEST_POSTGRES_URL');
  await withConnection(adminUrl, (admin) => admin.ask(`create database ${name}`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const migrationsFolder = formerMigrations();
  await withConnection(url.href, (connection) =>
    applyMigrations(drizzle({ client: connection as pg.Client }), { migrationsFolder }),
  );
  rmSync(migrationsFolder, { recursive: true });
  const connected = connect(url.href, { max: 4, name: 'quanliu-test' });
  return {
    ...connected,
    url: url.href,
    client: async <Found extends QueryResultRow>(text: TemplateStringsArray, ...values: unknown[]) =>
      (await connected.db.execute(sql(text, ...values))).rows as Found[],
    drop: async () => {
      await connected.close();
      await withConnection(adminUrl, (admin) => admin.ask(`drop database if exists ${name} with (force)`));
    },
  };
}

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}

/** A copy of the migrations whose journal ends with the former release's last. */
function formerMigrations(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quanliu-former-'));
  cpSync(fileURLToPath(new URL('../../db/migrations', import.meta.url)), folder, { recursive: true });
  const file = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal;
  const end = journal.entries.findIndex(({ tag }) => tag === LAST_FORMER) + 1;
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  return folder;
}
