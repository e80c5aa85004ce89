import { join } from 'node:path';
import { connect } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { freePort } from '../../scripts/servers/free-port.ts';
import { ensureDatabase } from '../../scripts/servers/postgres.ts';
import { orderProcess } from '../../workflows/messages/order.ts';
import type { Contender } from '../contender.ts';
import type { Part } from '../cpu.ts';
import { Http } from '../http.ts';
import type { Caller } from '../http.ts';
import { startProgram } from '../processes.ts';
import { DATABASES } from '../stage.ts';
import type { Stage } from '../stage.ts';
import { UploadedFiles } from './files.ts';
import { orderLifecycle } from './lifecycle.ts';
import type { Cast } from './lifecycle.ts';
import { enterScheme, PASSWORD } from './scheme.ts';
import type { Seat } from './scheme.ts';

const CONTRACT_KINDS = ['contract'] as const;
const REDEMPTION_KINDS = ['invoice', 'selfPaidProof', 'result', 'process'] as const;

interface Options {
  /** How many lifecycles go on at once at most, each with companies of its own. */
  readonly clients: number;
  /** For Node, as `--cpu-prof`. */
  readonly nodeFlags: readonly string[];
}

/** A: this product, api and worker as processes of their own, driven over HTTP by accounts that have signed in. */
export async function product(stage: Stage, { clients, nodeFlags }: Options): Promise<Contender> {
  await ensureDatabase(stage.databaseUrl('postgres'), DATABASES.product);
  const url = stage.databaseUrl(DATABASES.product);
  await migrate(url);
  const database = connect(url, { max: 2, name: 'bench-entry' });
  stage.started.add(() => database.close());
  const { seats, accountIds } = await enterScheme(database.db, clients);
  const port = await freePort(24_800);
  const parts = await programs(stage, url, port, nodeFlags);
  const callers = await signedIn(stage, port, Object.keys(accountIds));
  const files = new UploadedFiles(database.db);
  const finished: string[] = [];
  const casts = seats.map((seat) => castOf(seat, callers, (username, kind) => files.take(known(accountIds[username], username), kind)));
  const uploaders = (role: 'enterprise' | 'institution') => [...new Set(seats.map((seat) => seat[role]))].map((username) => known(accountIds[username], username));
  const [enterprises, institutions] = [uploaders('enterprise'), uploaders('institution')];

  return {
    name: 'A',
    parts,
    finished,
    prepare: async (lifecycles) => {
      await files.provide(enterprises, CONTRACT_KINDS, lifecycles);
      await files.provide(institutions, REDEMPTION_KINDS, lifecycles);
    },
    begin: (client) => orderLifecycle(known(casts[client], 'seat'), (orderId) => void finished.push(orderProcess(orderId))),
  };
}

async function programs({ started, address, folder }: Stage, databaseUrl: string, port: number, flags: readonly string[]): Promise<readonly Part[]> {
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: address,
    PORT: String(port),
    METRICS_PORT: '0',
    DATA_DIR: folder,
    SESSION_SECRET: 'quanliu-bench-session-secret',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  const program = (name: 'api' | 'worker') => startProgram(started, { name, script: `${name}/main.ts`, env, logFile: join(folder, `product-${name}.log`), flags });
  return [await program('worker'), await program('api')];
}

async function signedIn({ started }: Stage, port: number, usernames: readonly string[]): Promise<ReadonlyMap<string, Caller>> {
  const http = new Http(port);
  started.add(() => http.close());
  const callers = new Map<string, Caller>();
  for (const username of usernames) callers.set(username, await http.signIn(username, PASSWORD));
  return callers;
}

function castOf({ enterprise, institution, productId, voucherLineId }: Seat, callers: ReadonlyMap<string, Caller>, fileOf: (username: string, kind: 'contract' | (typeof REDEMPTION_KINDS)[number]) => string): Cast {
  const as = (username: string): Caller => known(callers.get(username), username);
  return {
    enterprise: as(enterprise),
    institution: as(institution),
    park: as('park'),
    center: as('center'),
    center2: as('center-2'),
    finance: as('finance'),
    productId,
    voucherLineId,
    contract: () => fileOf(enterprise, 'contract'),
    redemptionFiles: () => ({
      invoice: fileOf(institution, 'invoice'),
      selfPaidProof: fileOf(institution, 'selfPaidProof'),
      result: fileOf(institution, 'result'),
      process: fileOf(institution, 'process'),
    }),
  };
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the bench's scheme has no ${what}`);
  return value;
}
