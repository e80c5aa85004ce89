import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { isDatabaseLost } from '../../api/actions/errors.ts';
import { connect } from '../../db/client.ts';
import { listen } from '../../db/driver/listen.ts';
import { freePort } from '../../scripts/servers/free-port.ts';
import { startPostgres } from '../../scripts/servers/postgres.ts';
import type { PostgresServer } from '../../scripts/servers/postgres.ts';
import { openRunFolder } from '../setup/left-overs.ts';
import type { RunFolder } from '../setup/left-overs.ts';
import { eventually } from '../setup/eventually.ts';

let folder: RunFolder;
let server: PostgresServer;
const start = async (port: number): Promise<void> => {
  server = await startPostgres({
    dataFolder: join(folder.path, 'postgres'),
    port,
    forgetful: true,
    spawned: folder.enter,
  });
};

beforeAll(async () => {
  folder = await openRunFolder();
  chmodSync(folder.path, 0o755); // PostgreSQL runs as a user of its own when we are root
  await start(await freePort(25_400));
}, 60_000);
afterAll(async () => {
  await server.stop();
  folder.remove();
});

test('while the server is away queries say so, and the first after its return is answered', async () => {
  const { db, pool, close } = connect(server.url('postgres'), { max: 4, name: 'quanliu-restarted' });
  let listening = 0;
  const news = { channel: 'news', onNotification: () => undefined, onListening: () => (listening += 1) };
  const { ready } = listen(pool, [news]);
  const asked = (answer: string) => db.execute<{ answer: string }>(sql`select ${answer}::text as answer`);
  await ready;
  await Promise.all(['a', 'b', 'c', 'd'].map(asked)); // four connections, all idle now

  await server.stop();
  for (let time = 0; time < 30; time += 1) {
    const errors = await Promise.all(
      [asked('x'), db.transaction(() => asked('y'))].map((one) => one.catch((e: unknown) => e)),
    );
    expect(errors.map(isDatabaseLost)).toEqual([true, true]);
  }

  await start(server.port);
  const from = Date.now();
  expect((await asked('back')).rows).toEqual([{ answer: 'back' }]);
  expect((await db.transaction((tx) => tx.execute(sql`select 1 as one`))).rows).toEqual([{ one: 1 }]);
  expect(Date.now() - from).toBeLessThan(2_000); // no pause to wait for
  await eventually(
    () => listening,
    (times) => times === 2,
  );
  await close();
}, 60_000);
