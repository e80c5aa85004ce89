import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { connect } from '../../db/client.ts';
import type { Connected } from '../../db/client.ts';

/** A database of the test file's own, cloned from the migrated template. */
export interface TestDatabase extends Connected {
  readonly url: string;
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
  await administered(adminUrl, (admin) => admin.unsafe(`create database ${name} template tpl strategy file_copy`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const connected = connect(url.href, { max, name: 'quanliu-test' });
  return {
    ...connected,
    url: url.href,
    drop: async () => {
      await connected.close();
      await administered(adminUrl, (admin) => admin.unsafe(`drop database if exists ${name} with (force)`));
    },
  };
}

async function administered(url: string, work: (admin: postgres.Sql) => PromiseLike<unknown>): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(admin);
  } finally {
    await admin.end({ timeout: 2 });
  }
}
