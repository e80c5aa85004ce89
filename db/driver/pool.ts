// Ours, because pg's own pool neither rejects a transaction at once when its connection is lost nor refuses what it asks afterwards (ADR 0012).

import pg from 'pg';
import { Connection, ConnectionLost, hasCode } from './connection.ts';

/** How long a query waits for a free connection. */
const WAIT_MS = 15_000;
/** How long queries under way may take when the pool is closed. */
const CLOSE_MS = 5_000;

interface Options {
  /** Connections at most. */
  readonly max: number;
  /** Shown in pg_stat_activity. */
  readonly name: string;
}

type Query = (config: string | pg.QueryConfig, values?: readonly unknown[]) => Promise<pg.QueryResult>;
type AcquiredConnection = Connection & Pick<pg.PoolClient, 'release'>;

/**
 * Connections, opened when first used and again when lost: the next query opens another, without a pause to wait for. A query or
 * transaction whose connection is lost is rejected, never repeated here.
 */
export class Pool {
  /** What each connection is opened with. */
  readonly config: pg.ClientConfig;
  readonly #pool: pg.Pool;
  readonly #open = new Set<Connection>();
  readonly #dependents = new Set<() => Promise<void>>();
  #closing: Promise<void> | undefined;

  constructor(databaseUrl: string, { max, name }: Options) {
    this.config = {
      connectionString: databaseUrl,
      application_name: name,
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 30_000,
      options: '-c join_collapse_limit=1', // as they are written: trying all orders of eight tables costs more than a page of them
      keepAlive: true,
      keepAliveInitialDelayMillis: 60_000,
      pipeline: true, // statements of one transaction asked at once travel together
    };
    this.#pool = new pg.Pool({
      ...this.config,
      max,
      idleTimeoutMillis: 0, // kept, with what is prepared on them
      connectionTimeoutMillis: WAIT_MS,
      Client: Connection as never,
    });
    this.#pool.on('error', () => undefined); // one that lay idle is lost, and already removed
    this.#pool.on('connect', (connection) => this.#open.add(connection as unknown as Connection));
    this.#pool.on('remove', (connection) => this.#open.delete(connection as unknown as Connection));
  }

  /** One statement, on any connection. */
  readonly query: Query = async (config, values = []) => {
    const connection = await this.#acquire();
    try {
      return await connection.send(config, values);
    } finally {
      release(connection);
    }
  };

  /**
   * Reserves one connection for the work, and releases it when the work is over or, at once, when the connection is lost: then the
   * work is rejected though it may still be busy elsewhere. What it asks afterwards is rejected and never sent.
   */
  async reserve<T>(work: (reserved: { readonly query: Query }) => Promise<T>): Promise<T> {
    const connection = await this.#acquire();
    let isOver = false;
    const query: Query = async (config, values = []) => {
      if (isOver && !connection.isLost) throw new Error('the transaction of this statement is over');
      return connection.send(config, values);
    };
    try {
      return await new Promise<T>((resolve, reject) => {
        connection.onLost = (reason) => reject(new ConnectionLost(reason));
        work({ query }).then(resolve, reject);
      });
    } finally {
      isOver = true;
      connection.onLost = undefined;
      release(connection);
    }
  }

  /** Has something closed with the pool, unless it is removed before. */
  addDependent(dependent: () => Promise<void>): { readonly remove: () => void } {
    this.#dependents.add(dependent);
    return { remove: () => void this.#dependents.delete(dependent) };
  }

  /** Waits up to 5 s for running queries, then closes. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const gone = [...this.#open].map((connection) => new Promise<void>((resolve) => connection.once('end', resolve)));
    const timer = setTimeout(() => this.#open.forEach((connection) => connection.destroy()), CLOSE_MS);
    try {
      await Promise.all([...this.#dependents].map((close) => close()));
      await this.#pool.end();
      await Promise.all(gone);
    } finally {
      clearTimeout(timer);
    }
  }

  async #acquire(): Promise<AcquiredConnection> {
    try {
      return (await this.#pool.connect()) as unknown as AcquiredConnection;
    } catch (error) {
      throw hasCode(error) ? error : new ConnectionLost(error);
    }
  }
}

/** A connection that is lost, or still in a transaction whose end failed, is used by nobody else. */
function release(connection: AcquiredConnection): void {
  connection.release(connection.isLost || connection.getTransactionStatus() !== 'I');
}
