import { SEARCH_ATTRIBUTES } from '../../workflows/messages/process.ts';
import { lastLines, serve, until } from './process.ts';
import type { Server } from './process.ts';
import { temporalBinary } from './temporal-binary.ts';

interface Options {
  readonly port: number;
  readonly webPort: number;
  readonly logFile: string;
  /** Where histories are kept; undefined: in memory. */
  readonly databaseFile?: string;
  readonly say?: (line: string) => void;
  /** Told the process's id before it is ready. */
  readonly spawned?: (pid: number) => void;
}

export interface TemporalServer extends Server {
  readonly address: string;
  readonly webUrl: string;
}

const TYPE_NAMES = { KEYWORD: 'Keyword', DATETIME: 'Datetime' } as const;

/** Starts Temporal's development server with the product's search attributes and waits until it answers. */
export async function startTemporal({
  port,
  webPort,
  logFile,
  databaseFile,
  say,
  spawned,
}: Options): Promise<TemporalServer> {
  const binary = await temporalBinary(say);
  const attributes = Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${TYPE_NAMES[type]}`,
  ]);
  const file = databaseFile ? ['--db-filename', databaseFile] : [];
  const args = [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--ui-port',
    String(webPort),
    '--log-level',
    'warn',
    '--dynamic-config-value',
    'matching.useNewMatcher=true',
    '--dynamic-config-value',
    'matching.enableFairness=true', // files of several askers take turns
    '--dynamic-config-value',
    'matching.numTaskqueueReadPartitions=1',
    '--dynamic-config-value',
    'matching.numTaskqueueWritePartitions=1', // turns are taken within a partition
    ...file,
    ...attributes,
  ];
  const server = serve(binary, args, logFile);
  spawned?.(server.pid);
  const address = `127.0.0.1:${port}`;
  await until('Temporal', server.child, 60_000, () => answers(address)).catch(async (error: Error) => {
    await server.stop();
    throw new Error(`${error.message}\n${lastLines(logFile)}`);
  });
  return { ...server, address, webUrl: `http://127.0.0.1:${webPort}` };
}

async function answers(address: string): Promise<boolean> {
  const { Connection } = await import('@temporalio/client'); // its loading takes as long as the server's first half second
  const connection = await Connection.connect({ address, connectTimeout: '2s' });
  try {
    await connection.workflowService.describeNamespace({ namespace: 'default' });
    return true;
  } finally {
    await connection.close();
  }
}
