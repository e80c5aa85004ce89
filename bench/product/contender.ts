import { join } from 'node:path';
import { connect } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { ASSETS, bundleAssets } from '../../scripts/assets.ts';
import { freePort } from '../../scripts/servers/free-port.ts';
import { ensureDatabase } from '../../scripts/servers/postgres.ts';
import type { Database } from '../../db/client.ts';
import { ACTIONS } from '../contender.ts';
import type { Contender } from '../contender.ts';
import { Http } from '../http.ts';
import { startProgram } from '../processes.ts';
import type { Running } from '../processes.ts';
import { UploadedFiles } from './files.ts';
import { orderLifecycle } from './lifecycle.ts';
import type { Cast, OrderLifecycle } from './lifecycle.ts';
import { passwordResetsOf } from './password-reset.ts';
import { enterScheme, PASSWORD } from './scheme.ts';
import type { Seat } from './scheme.ts';

/** The product's database on the bench's PostgreSQL. */
export const DATABASE = 'quanliu_bench';
const REDEMPTION_KINDS = ['invoice', 'selfPaidProof', 'result', 'process'] as const;

interface Options {
  readonly databaseUrl: (database: string) => string;
  readonly address: string;
  readonly folder: string;
  readonly clients: number;
  /** Flags for Node, as `--cpu-prof`. */
  readonly nodeFlags?: readonly string[];
  /** Loaded into its processes before their own code. */
  readonly preload?: string;
}

type Program = 'api' | 'worker' | 'reader';

/** The product, and what besides its orders is measured of it. */
export interface Product extends Contender {
  readonly db: Database;
  readonly clients: number;
  readonly begin: (client: number) => OrderLifecycle;
  /** Its api and its worker. */
  readonly programs: readonly Running[];
  /** Ends the worker as an update does, and starts a new one. */
  readonly restartWorker: () => Promise<void>;
  /** The account of this client's enterprise. */
  readonly accountOf: (client: number) => string;
  /** P: its password resets, by the same processes. */
  readonly passwordResets: () => Promise<Contender>;
  /** Starts one more of its programs, with its own settings but for `env`: a reader, which no order needs, or a second of another. */
  readonly start: (name: Program, env?: Readonly<Record<string, string>>) => Promise<Running>;
  /** From now on calls take turns with APIs at these ports. */
  readonly alsoAt: (ports: readonly number[]) => void;
}

/** A: this product, api and worker as processes of their own, driven over HTTP by accounts that have signed in. */
export async function product(options: Options): Promise<Product> {
  const { databaseUrl, address, folder, clients, nodeFlags = [], preload } = options;
  await ensureDatabase(databaseUrl('postgres'), DATABASE);
  const url = databaseUrl(DATABASE);
  await migrate(url);
  await bundleAssets(ASSETS); // the api does not start without them, and a fresh clone has none
  const database = connect(url, { max: 2, name: 'quanliu-bench' });
  const scheme = await enterScheme(database.db, clients);
  const port = await freePort(24_800);
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: url,
    TEMPORAL_ADDRESS: address,
    PORT: String(port),
    METRICS_PORT: '0',
    COMMAND_WAIT_MS: '60000',
    DATA_DIR: folder,
    SESSION_SECRET: 'quanliu-bench-session-secret',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  const program = (name: Program, other: Readonly<Record<string, string>> = {}) =>
    startProgram({
      name,
      script: `${name}/main.ts`,
      env: { ...env, ...other },
      logFile: join(folder, `product-${name}.log`),
      flags: nodeFlags,
      preload,
    });
  let worker = await program('worker');
  const api = await program('api').catch(async (error: unknown) => {
    await worker.stop();
    throw error;
  });

  const http = new Http(port);
  const callers = new Map<string, Awaited<ReturnType<Http['signIn']>>>();
  for (const username of Object.keys(scheme.accountIds)) callers.set(username, await http.signIn(username, PASSWORD));
  const files = new UploadedFiles(database.db);
  const idOf = (username: string): string => known(scheme.accountIds[username], username);
  const callerOf = (username: string) => known(callers.get(username), username);
  const castOf = ({ enterprise, institution, productId, voucherLineId }: Seat): Cast => ({
    enterprise: callerOf(enterprise),
    institution: callerOf(institution),
    park: callerOf('park'),
    center: callerOf('center'),
    center2: callerOf('center-2'),
    finance: callerOf('finance'),
    productId,
    voucherLineId,
    contract: () => files.take(idOf(enterprise), 'contract'),
    redemptionFiles: () => {
      const [invoice, selfPaidProof, result, process] = REDEMPTION_KINDS.map((kind) =>
        files.take(idOf(institution), kind),
      );
      return {
        invoice: known(invoice, 'invoice'),
        selfPaidProof: known(selfPaidProof, 'proof'),
        result: known(result, 'result'),
        process: known(process, 'process'),
      };
    },
  });
  const casts = scheme.seats.map(castOf);
  const enterprises = scheme.seats.map(({ enterprise }) => ({
    accountId: idOf(enterprise),
    kinds: ['contract'] as const,
  }));
  const institutions = [...new Set(scheme.seats.map(({ institution }) => institution))].map((institution) => ({
    accountId: idOf(institution),
    kinds: REDEMPTION_KINDS,
  }));

  return {
    name: 'A',
    actions: ACTIONS,
    db: database.db,
    clients,
    get programs() {
      return [api, worker];
    },
    restartWorker: async () => {
      await worker.stop();
      worker = await program('worker');
    },
    accountOf: (client) => idOf(known(scheme.seats[client], 'seat').enterprise),
    passwordResets: () =>
      passwordResetsOf({
        db: database.db,
        parts: [api.part, worker.part],
        visitor: http.as({}),
        center: callerOf('center'),
        model: known(scheme.seats[0], 'seat').enterprise,
      }),
    start: program,
    alsoAt: (ports) => http.alsoAt(ports),
    get parts() {
      return [api.part, worker.part];
    },
    prepare: async (lifecycles) => {
      await files.provide(enterprises, Math.ceil(lifecycles / enterprises.length));
      await files.provide(institutions, Math.ceil(lifecycles / institutions.length));
    },
    begin: (client) => orderLifecycle(known(casts[client], 'seat')),
    stop: async () => {
      http.close();
      await api.stop();
      await worker.stop();
      await database.close();
    },
  };
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the bench's scheme has no ${what}`);
  return value;
}
