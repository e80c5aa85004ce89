import { randomUUID } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { orderActivities } from '../../activities/order.ts';
import { connect } from '../../db/client.ts';
import type { Connected } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { getCalendar } from '../../db/reads/calendar.ts';
import { commands } from '../../db/schema/process.ts';
import { orders } from '../../db/schema/order.ts';
import { parks } from '../../db/schema/organization.ts';
import { acceptCommand, decideCommand } from '../../db/writes/portal/command.ts';
import { ALLOWED } from '../../domain/ruling.ts';
import { freePort } from '../../scripts/servers/free-port.ts';
import { startPostgres } from '../../scripts/servers/postgres.ts';
import type { PostgresServer } from '../../scripts/servers/postgres.ts';
import { ended } from '../../scripts/servers/process.ts';
import { eventually } from '../setup/eventually.ts';
import { openRunFolder } from '../setup/left-overs.ts';
import type { RunFolder } from '../setup/left-overs.ts';

/** A command is written down without waiting for the disk (ADR 0049): what a crash of PostgreSQL does to it. */

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

test('a command that nothing was committed after may be gone: then it is never done, and its sender is told so', async () => {
  const placing = aPlacing();
  expect(await acceptCommand(own.db, placing)).toBe(true);
  await crash();
  expect(await rowOf(placing.id)).toBeUndefined();

  const calendar = await getCalendar(own.db);
  const activities = orderActivities({ db: own.db, calendar: async () => calendar });
  const { id: commandId, subject } = placing;
  const recorded = await activities.recordOrder({
    orderId: subject.id,
    command: { commandId, step: 'place', actorId: randomUUID(), version: null },
    seq: 0,
    ruling: ALLOWED,
    now: new Date().toISOString(),
  }); // the signal may have come through all the same
  expect(recorded).toMatchObject({ settled: true, position: { state: null } });
  expect(await own.db.$count(orders)).toBe(0);
  expect(await decideCommand(own.db, placing.id, 'accepted')).toBeUndefined(); // the portal answers 503: it never happens

  expect(await acceptCommand(own.db, placing)).toBe(true); // sent again, it is a new one
}, 120_000);

test('a command that something was committed after is there: a recording, or the server of workflows beside it', async () => {
  const placing = aPlacing();
  await acceptCommand(own.db, placing);
  await own.db.insert(parks).values({ name: 'flushed' });
  await crash();
  expect(await rowOf(placing.id)).toEqual({ state: 'sending' });
}, 120_000);
