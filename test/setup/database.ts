import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { QueryResultRow } from 'pg';
import { connect } from '../../db/client.ts';
import type { Connected } from '../../db/client.ts';
import { withConnection } from '../../db/driver/connection.ts';

/** A database of the test file's own, cloned from the migrated template. */
export interface TestDatabase extends Connected {
  readonly url: string;
  /** The rows of a statement that is written out; values become parameters, fragments are Drizzle's `sql`. */
  readonly client: <Row extends QueryResultRow = QueryResultRow>(
    text: TemplateStringsArray,
    ...values: unknown[]
  ) => Promise<Row[]>;
  /** Closes it and drops it. */
  readonly drop: () => Promise<void>;
}

/** A variable that the global set-up has set. */
export function given(name: 'TEST_POSTGRES_URL' | 'TEST_TEMPORAL_ADDRESS' | 'TEST_WORKFLOW_BUNDLE'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: tests run by npm test`);
  return value;
}

/** Clones the template. Files run at once; each has its own. */
export async function testDatabase(max = 10): Promise<TestDatabase> {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  const adminUrl = given('TEST_POSTGRES_URL');
  await withConnection(adminUrl, (admin) => admin.ask(`create database ${name} template tpl strategy file_copy`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const connected = connect(url.href, { max, name: 'quanliu-test' });
  return {
    ...connected,
    url: url.href,
    client: async <Row extends QueryResultRow>(text: TemplateStringsArray, ...values: unknown[]) =>
      (await connected.db.execute(sql(text, ...values))).rows as Row[],
    drop: async () => {
      await connected.close();
      await withConnection(adminUrl, (admin) => admin.ask(`drop database if exists ${name} with (force)`));
    },
  };
}
