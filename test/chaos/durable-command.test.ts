import { randomUUID } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { connect } from '../../db/client.ts';
import type { Connected } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { commands } from '../../db/schema/process.ts';
import { parks } from '../../db/schema/organization.ts';
import { acceptCommand } from '../../db/writes/portal/command.ts';
import { freePort } from '../../scripts/servers/free-port.ts';
import { startPostgres } from '../../scripts/servers/postgres.ts';
import type { PostgresServer } from '../../scripts/servers/postgres.ts';
import { ended } from '../../scripts/servers/process.ts';
import { eventually } from '../setup/eventually.ts';
import { openRunFolder } from '../setup/left-overs.ts';
import type { RunFolder } from '../setup/left-overs.ts';

/** What is accepted is durable (ADR 0049): what a crash of PostgreSQL does to a command. */

let folder: RunFolder;
let server: PostgresServer;
let own: Connected;
const start = async (): Promise<void> => {
  server = await startPostgres({
    dataFolder: join(folder.path, 'postgres'),
    port: server?.port ?? (await freePort(0)),
    spawned: folder.enter,
  });
};

beforeAll(async () => {
  folder = await openRunFolder();
  chmodSync(folder.path, 0o755); // PostgreSQL runs as a user of its own when we are root
  await start();
  await migrate(server.url('postgres'));
  own = connect(server.url('postgres'), { max: 1, name: 'quanliu-lost' });
  await own.db.execute(sql`alter system set wal_writer_delay = '10s'`); // nothing is written by itself meanwhile
  await own.db.execute(sql`select pg_reload_conf()`);
}, 60_000);
afterAll(async () => {
  await own?.close();
  await server?.stop();
  folder.remove();
});

const aPlacing = () => ({
  id: randomUUID(),
  accountId: null,
  subject: { type: 'order', id: randomUUID() } as const,
  version: null,
  request: { step: 'place', body: {} },
});

/** kill -9 of the server and all that it has started, and its return over the same data. */
async function crash(): Promise<void> {
  server.child.kill('SIGKILL');
  await ended(server.child);
  await eventually(
    () =>
      start().then(
        () => true,
        () => false,
      ),
    Boolean,
    { withinMs: 60_000 },
  );
}

const rowOf = async (id: string) =>
  (
    await eventually(
      () =>
        own.db
          .select({ state: commands.state })
          .from(commands)
          .where(eq(commands.id, id))
          .catch(() => undefined),
      (rows) => rows !== undefined,
      { withinMs: 30_000 },
    )
  )?.[0];

test('a command that was written down is there after a crash, though nothing was committed after it', async () => {
  const placing = aPlacing();
  expect(await acceptCommand(own.db, placing)).toBe(true);
  await crash();
  expect(await rowOf(placing.id)).toEqual({ state: 'sending' });
}, 120_000);

test('what did not wait for the disk would be gone: the crash is one', async () => {
  await own.db.transaction(async (tx) => {
    await tx.execute(sql`set local synchronous_commit = off`);
    await tx.insert(parks).values({ name: 'unflushed' });
  });
  await crash();
  await eventually(
    () => own.db.$count(parks).catch(() => undefined),
    (count) => count !== undefined,
    { withinMs: 30_000 },
  );
  expect(await own.db.$count(parks, eq(parks.name, 'unflushed'))).toBe(0);
}, 120_000);
