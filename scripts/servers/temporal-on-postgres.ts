import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { freePort } from './free-port.ts';
import { serve, until } from './process.ts';
import type { Server } from './process.ts';
import { cachedBinary, goInstalled } from './temporal-binary.ts';

/** The newest that Go 1.24 to 1.26 build. */
const VERSION = 'v1.32.0';
/** Of the two drivers in the server this one keeps its prepared statements; with the other every statement is planned anew. */
const PLUGIN = 'postgres12_pgx';
/** Go's collector runs when the heap has grown fivefold rather than twofold, and earlier near the limit. */
const COLLECTION = { GOGC: '400', GOMEMLIMIT: '1GiB' };
const NAMESPACE = 'default';
const DATABASES = { temporal: 'temporal', temporal_visibility: 'visibility' } as const;

interface Options {
  /** The address of a database of the PostgreSQL server, with user and password. */
  readonly postgresUrl: string;
  readonly folder: string;
  readonly say: (line: string) => void;
}

export interface TemporalOnPostgres extends Server {
  readonly address: string;
}

/**
 * Starts the Temporal server built from source, as production runs it, over two databases of a PostgreSQL server, with its schema and
 * the namespace `default`. A second start over the same databases finds everything as it was.
 *
 * @throws Error that says what to install when it cannot be built, or when it is not up within two minutes
 */
export async function startTemporalOnPostgres({ postgresUrl, folder, say }: Options): Promise<TemporalOnPostgres> {
  bringSchema(postgresUrl, programOf('tools/sql', say));
  const { port: databasePort, hostname, username, password } = new URL(postgresUrl);
  const ports = await freePorts();
  const env = {
    ...process.env,
    ...ports,
    DB: PLUGIN,
    POSTGRES_SEEDS: hostname,
    DB_PORT: databasePort,
    POSTGRES_USER: username,
    POSTGRES_PWD: password,
    NUM_HISTORY_SHARDS: '4',
    BIND_ON_IP: '127.0.0.1',
    TEMPORAL_BROADCAST_ADDRESS: '127.0.0.1',
    DYNAMIC_CONFIG_FILE_PATH: fileURLToPath(new URL('../../deploy/temporal/dynamic.yaml', import.meta.url)),
    TEMPORAL_VERSION_CHECK_DISABLED: '1',
    LOG_LEVEL: 'warn',
    ...COLLECTION,
  };
  const server = serve(programOf('server', say), ['--allow-no-auth', 'start'], join(folder, 'temporal.log'), { env });
  const address = `127.0.0.1:${ports.FRONTEND_GRPC_PORT}`;
  await until('Temporal', server.child, 120_000, () => hasNamespace(address)).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return { ...server, address };
}

/** Makes Temporal's two databases and brings them to this version's schema. Every step may be repeated. */
function bringSchema(postgresUrl: string, sqlTool: string): void {
  const { port, hostname, username, password } = new URL(postgresUrl);
  const env = {
    ...process.env,
    SQL_PLUGIN: PLUGIN,
    SQL_HOST: hostname,
    SQL_PORT: port,
    SQL_USER: username,
    SQL_PASSWORD: password,
  };
  for (const [database, schema] of Object.entries(DATABASES))
    for (const step of [
      ['create'],
      ['setup-schema', '-v', '0.0'],
      ['update-schema', '--schema-name', `postgresql/v12/${schema}`],
    ])
      execFileSync(sqlTool, ['--db', database, ...step], { env, stdio: ['ignore', 'ignore', 'pipe'] });
}

const programOf = (path: string, say: (line: string) => void): string => {
  const name = path.split('/').at(-1) ?? path;
  return (
    cachedBinary(name) ??
    goInstalled(`go.temporal.io/server/cmd/${path}@${VERSION}`, name, say, ['-tags', 'disable_grpc_modules'])
  );
};

const PORTS = [
  'FRONTEND_GRPC_PORT',
  'FRONTEND_HTTP_PORT',
  'FRONTEND_MEMBERSHIP_PORT',
  'MATCHING_GRPC_PORT',
  'MATCHING_MEMBERSHIP_PORT',
  'HISTORY_GRPC_PORT',
  'HISTORY_MEMBERSHIP_PORT',
  'WORKER_GRPC_PORT',
  'WORKER_MEMBERSHIP_PORT',
] as const;

async function freePorts(): Promise<Record<(typeof PORTS)[number], string>> {
  const found: Partial<Record<(typeof PORTS)[number], string>> = {};
  let from = 24_500;
  for (const name of PORTS) {
    const port = await freePort(from);
    found[name] = String(port);
    from = port + 1;
  }
  return found as Record<(typeof PORTS)[number], string>;
}

/** Creates the namespace once the server takes calls; true when it is there. */
async function hasNamespace(address: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: '2s' });
  try {
    await connection.workflowService
      .registerNamespace({ namespace: NAMESPACE, workflowExecutionRetentionPeriod: { seconds: 86_400 as never } })
      .catch((error: unknown) => {
        if (!isGrpcServiceError(error) || error.code !== 6) throw error; // 6: it exists
      });
    await connection.workflowService.listWorkflowExecutions({ namespace: NAMESPACE, pageSize: 1 });
    return true;
  } finally {
    await connection.close();
  }
}
