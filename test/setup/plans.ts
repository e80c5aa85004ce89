import { sql } from 'drizzle-orm';
import type { Logger } from 'drizzle-orm';
import { connect } from '../../db/client.ts';
import type { Executor } from '../../db/client.ts';
import { REPLAN } from '../../db/driver/replan.ts';
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

/** What one statement would do: the tables it reads from end to end, and the most rows any of its nodes touches. */
export interface Planned {
  readonly sql: string;
  readonly wholeTables: readonly string[];
  readonly mostRows: number;
  /** What PostgreSQL itself took to plan and to carry out, in milliseconds. */
  readonly planning: number;
  readonly milliseconds: number;
  /** How each table is read: "Index Scan orders_state". */
  readonly scans: readonly string[];
}

/** Explains the statements of reads over one database. */
export interface Planner {
  /**
   * The plans of the very statements that a read sends: it is run once to see them, then each is explained with its own
   * values, as planned for them and as a prepared statement that knows none.
   */
  readonly plansOf: (read: (db: Executor) => PromiseLike<unknown>) => Promise<readonly Planned[]>;
  readonly close: () => Promise<void>;
}

interface Sent {
  readonly query: string;
  readonly params: readonly unknown[];
}

export function aPlanner({ url }: Pick<TestDatabase, 'url'>): Planner {
  const { db, close } = connect(url, { max: 1, name: 'quanliu-plans' });
  let sent: Sent[] = [];
  const { session } = db as unknown as { session: { logger: Logger } };
  session.logger = { logQuery: (query, params) => void sent.push({ query, params }) };
  const plansOf: Planner['plansOf'] = async (read) => {
    sent = [];
    await read(db);
    const asked = [...sent];
    const planned: Planned[] = [];
    for (const mode of ['force_custom_plan', 'force_generic_plan'])
      await db.transaction(async (tx) => {
        await tx.execute(sql.raw(`set local plan_cache_mode = ${mode}`));
        for (const statement of asked.filter(({ query }) => isPlanned(query, mode)))
          planned.push(plannedOf(mode, statement, await explained(tx, statement)));
      });
    return planned;
  };
  return { plansOf, close };
}

/** What is planned anew each time is never planned without its values. */
const isPlanned = (query: string, mode: string): boolean => mode === 'force_custom_plan' || !query.includes(REPLAN);

interface Explained {
  readonly nodes: readonly Node[];
  readonly planning: number;
  readonly milliseconds: number;
}

/** By PREPARE and EXECUTE: explained directly, a statement is always planned for its values. */
async function explained(tx: Executor, { query, params }: Sent): Promise<Explained> {
  const values = params.length === 0 ? '' : `(${params.map(literal).join(', ')})`;
  await tx.execute(sql.raw(`prepare explained as ${query}`));
  const answer = await tx.execute<{
    'QUERY PLAN': readonly { Plan: Node; 'Planning Time': number; 'Execution Time': number }[];
  }>(sql.raw(`explain (analyze, timing off, buffers off, format json) execute explained${values}`));
  await tx.execute(sql.raw('deallocate explained'));
  const [plan] = answer.rows[0]?.['QUERY PLAN'] ?? [];
  const { 'Planning Time': planning = Number.NaN, 'Execution Time': milliseconds = Number.NaN } = plan ?? {};
  return { nodes: [...walked(plan?.Plan)], planning, milliseconds };
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return quoted(`{${value.map((item) => JSON.stringify(String(item))).join(',')}}`);
  return quoted(typeof value === 'string' ? value : JSON.stringify(value));
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const plannedOf = (mode: string, { query }: Sent, { nodes, planning, milliseconds }: Explained): Planned => ({
  sql: `${mode}: ${query}`,
  wholeTables: nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? ''),
  mostRows: Math.max(...nodes.filter((node) => node['Node Type'] !== 'Bitmap Index Scan').map(touched)), // of a bitmap, the rows it leads to count
  planning,
  milliseconds,
  scans: nodes
    .filter((node) => node['Node Type'].endsWith('Scan'))
    .map((node) => `${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''}`),
});

function* walked(node: Node | undefined): Generator<Node> {
  if (!node) return;
  yield node;
  for (const child of node.Plans ?? []) yield* walked(child);
}

const touched = (node: Node): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
  node['Actual Loops'];
