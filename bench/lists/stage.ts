import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../db/client.ts';
import { withConnection } from '../../db/driver/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { freePort } from '../../scripts/servers/free-port.ts';
import { startPostgres } from '../../scripts/servers/postgres.ts';
import type { Ends } from '../run.ts';
import type { Scheme } from '../../test/setup/scheme.ts';
import { enterCrowd } from './crowd.ts';

const DATABASE = 'lists';

/** A server with the crowd in it. */
export interface Crowded {
  readonly url: string;
  readonly scheme: Scheme;
}

/**
 * Fills a PostgreSQL of its own, first without fsync, which only the filling gains by, and starts it again as the product's is.
 *
 * @param ends takes what ends the server and removes its folder
 */
export async function setCrowd(rows: number, ends: Ends, say: (line: string) => void): Promise<Crowded> {
  const folder = join('/var/tmp', `quanliu-lists-${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  ends.push(async () => rmSync(folder, { recursive: true, force: true }));
  const dataFolder = join(folder, 'postgres');
  const port = await freePort(24_600);
  const first = await startPostgres({ dataFolder, port, say, forgetful: true });
  const stopFirst = (): Promise<void> => first.stop();
  ends.push(stopFirst);
  await withConnection(first.url('postgres'), (connection) => connection.ask(`create database ${DATABASE}`));
  await migrate(first.url(DATABASE));
  const { db, close } = connect(first.url(DATABASE), { max: 1, name: 'quanliu-lists' });
  const scheme = await enterCrowd(db, rows, say);
  await close();
  await withConnection(first.url(DATABASE), async (connection) => {
    await connection.ask('set statement_timeout = 0');
    await connection.ask('vacuum (analyze, parallel 2)');
    await connection.ask('checkpoint');
  });
  await first.stop();
  ends.splice(ends.indexOf(stopFirst), 1);
  const server = await startPostgres({ dataFolder, port, say });
  ends.push(() => server.stop());
  return { url: server.url(DATABASE), scheme };
}
