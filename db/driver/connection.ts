// Ours, because pg's own client goes on sending over a connection that is lost (ADR 0012).

import { createHash } from 'node:crypto';
import pg from 'pg';
import { REPLAN } from './replan.ts';

/** A server that does not answer is given up after this: where people wait, and where work of its own does. */
const CONNECT_MS = 5_000;
const PATIENT_CONNECT_MS = 30_000;
/** Texts that are prepared; further ones are sent unprepared. Lists of varying length make one text each. */
const PREPARED_TEXTS = 2_000;
/** What the server says when a prepared statement is of no use any more: its tables have changed, or a pooler has dropped it. */
const STALE = new Set(['RevalidateCachedQuery', 'FetchPreparedStatement']);
/** The server ends the connection with these, in whatever language its severity is. */
const ENDING = /^(57P0|08|25P0[34])/;

/** There is no answer, since the connection is gone; nor will there be to anything asked of it later. */
export class ConnectionLost extends Error {
  readonly code = 'CONNECTION_LOST';

  constructor(cause: unknown) {
    super('the connection to PostgreSQL is lost', { cause });
    this.name = 'ConnectionLost';
  }
}

/**
 * One connection to PostgreSQL. Once lost it sends nothing more, whoever still holds it: the driver's own would go on for as
 * long as the socket takes it. Its loss never ends the process.
 */
export class Connection extends pg.Client {
  /** Told once, at the moment of the loss. */
  onLost: ((reason: Error) => void) | undefined;
  #lost: Error | undefined;
  readonly #prepared = new Set<string>();
  readonly #preparing = new Set<string>();

  constructor(config: pg.ClientConfig, connectMs = CONNECT_MS) {
    super({ ...config, connectionTimeoutMillis: connectMs });
    this.on('error', (error) => this.#lose(error));
    this.on('end', () => this.#lose(new Error('the connection has ended')));
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** The rows of one statement. */
  async ask<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.send({ text }, values)).rows as Row[];
  }

  /** Drizzle's way in. Of the driver's ten signatures it uses one, and `never` satisfies all. */
  override query(config: unknown, values?: unknown): never {
    return this.send(config as pg.QueryConfig, values as unknown[]) as never;
  }

  /** Closes without waiting for what is under way. */
  destroy(): void {
    this.connection.stream.destroy();
  }

  /** One statement, as the driver describes it. */
  async send(
    config: string | pg.QueryConfig,
    values: readonly unknown[] = [],
  ): Promise<pg.QueryResult<Record<string, unknown>>> {
    if (this.#lost) throw new ConnectionLost(this.#lost);
    const query = typeof config === 'string' ? { text: config } : config;
    const name = values.length > 0 && !query.text.includes(REPLAN) ? this.#nameOf(query.text) : undefined;
    try {
      const result = await super.query<Record<string, unknown>>({ ...query, name }, [...values]);
      if (name) this.#prepared.add(name);
      return result;
    } catch (error) {
      if (endsConnection(error)) this.#lose(error);
      throw this.#lost && !hasCode(error) ? new ConnectionLost(error) : error;
    } finally {
      if (name) this.#preparing.delete(name);
    }
  }

  /**
   * The name a text is prepared by, but none while the same text is still being prepared: statements travel together, and if
   * the first is not taken (the transaction has failed) the second would be refused for a name nobody knows.
   */
  #nameOf(text: string): string | undefined {
    const name = nameOf(text);
    if (name === undefined || this.#prepared.has(name)) return name;
    if (this.#preparing.has(name)) return undefined;
    this.#preparing.add(name);
    return name;
  }

  #lose(reason: Error): void {
    if (this.#lost) return;
    this.#lost = reason;
    this.onLost?.(reason);
  }
}

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= PREPARED_TEXTS) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32); // PostgreSQL cuts names after 63 bytes
  names.set(text, name);
  return name;
}

/** Whether the connection does not outlive this error: the server ends it, or it would fail the same way again. */
function endsConnection(error: unknown): error is Error {
  if (!(error instanceof pg.DatabaseError)) return false;
  const { severity = '', code = '', routine = '' } = error;
  return severity === 'FATAL' || severity === 'PANIC' || ENDING.test(code) || STALE.has(routine);
}

/** Whether the server, or the network by an errno, says what is wrong. */
export const hasCode = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code !== undefined;

/** Opens a connection of its own, works with it and closes it. */
export async function withConnection<T>(databaseUrl: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = new Connection({ connectionString: databaseUrl }, PATIENT_CONNECT_MS);
  try {
    await connection.connect();
    return await work(connection);
  } finally {
    await connection.end();
  }
}
