import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Executor } from '../../db/client.ts';
import { withConnection } from '../../db/connection.ts';
import type { TestDatabase } from './database.ts';

/** A node of a plan as PostgreSQL explains it. */
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Node[];
}

interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: Node }[];
}

/** What one statement would do: the tables it reads from end to end, and the most rows any of its nodes touches. */
export interface Planned {
  readonly sql: string;
  readonly wholeTables: readonly string[];
  readonly mostRows: number;
}

/**
 * The plans of the very statements that a read sends: it is run once to see them, then each is explained with its own values,
 * as planned for them and as a prepared statement that knows none.
 */
export async function plansOf(
  { pool, url }: TestDatabase,
  read: (db: Executor) => PromiseLike<unknown>,
): Promise<readonly Planned[]> {
  const sent: { query: string; params: unknown[] }[] = [];
  const logger = { logQuery: (query: string, params: unknown[]) => void sent.push({ query, params }) };
  await read(drizzle({ client: pool as unknown as pg.Pool, logger }));
  const planned: Planned[] = [];
  for (const mode of ['force_custom_plan', 'force_generic_plan'])
    await withConnection(url, async (connection) => {
      await connection.ask(`set plan_cache_mode = ${mode}`);
      for (const { query, params } of sent) {
        const [row] = await connection.ask<Explained>(
          `explain (analyze, timing off, buffers off, format json) ${query}`,
          params,
        );
        const nodes = [...walked(row?.['QUERY PLAN'][0]?.Plan)];
        planned.push({
          sql: `${mode}: ${query}`,
          wholeTables: nodes
            .filter((node) => node['Node Type'] === 'Seq Scan')
            .map((node) => node['Relation Name'] ?? ''),
          mostRows: Math.max(...nodes.filter((node) => node['Node Type'] !== 'Bitmap Index Scan').map(touched)), // of a bitmap, the rows it leads to count
        });
      }
    });
  return planned;
}

function* walked(node: Node | undefined): Generator<Node> {
  if (!node) return;
  yield node;
  for (const child of node.Plans ?? []) yield* walked(child);
}

const touched = (node: Node): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
  node['Actual Loops'];
