import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '../db/driver/connection.ts';
import { closedLoop } from './load.ts';
import type { Contender } from './contender.ts';
import { rounded } from './figures.ts';

/** What one lifecycle asks of a database. */
export interface Asked {
  readonly statements: number;
  readonly commits: number;
  readonly planMs: number;
  readonly executeMs: number;
}

export interface Statements {
  readonly lifecycles: number;
  readonly walKilobytes: number;
  readonly databases: Readonly<Record<string, Asked>>;
  /** The dearest texts, as the product's database saw them. */
  readonly dearest: readonly { readonly calls: number; readonly ms: number; readonly text: string }[];
}

const CALM_MS = 2_000;
const DEAREST = 15;

/**
 * Counts statements in a window of its own, since counting costs. A lifecycle under way at the window's end is counted
 * whole: the figures are of lifecycles begun.
 */
export async function countStatements(
  contender: Contender,
  postgresUrl: string,
  database: string,
  { clients, seconds }: { clients: number; seconds: number },
): Promise<Statements> {
  const sql = new Connection({ connectionString: postgresUrl });
  await sql.connect();
  const counting = async (track: 'none' | 'top'): Promise<void> => {
    await sql.ask(`alter system set pg_stat_statements.track = '${track}'`);
    await sql.ask(`select pg_reload_conf()`);
    await pause(CALM_MS); // every connection takes it up with its next statement; what was under way is through
  };
  const commits = () =>
    sql.ask<{ datname: string; commits: number }>(
      `select datname, xact_commit::int as commits from pg_stat_database where datname is not null`,
    );
  let begun = 0;
  const counted: Contender = { ...contender, begin: (client) => ((begun += 1), contender.begin(client)) };
  try {
    await sql.ask(`create extension if not exists pg_stat_statements`);
    await sql.ask(`alter system set pg_stat_statements.track_planning = on`);
    await contender.prepare(seconds * 100 + clients);
    await counting('top');
    const before = await commits();
    const [wal] = await sql.ask<{ at: string }>(`select pg_current_wal_lsn()::text as at`);
    await sql.ask(`select pg_stat_statements_reset()`);
    await closedLoop(counted, clients, seconds, () => undefined);
    await pause(CALM_MS);
    const [written] = await sql.ask<{ bytes: number }>(
      `select pg_wal_lsn_diff(pg_current_wal_lsn(), $1)::float8 as bytes`,
      [wal?.at ?? '0/0'],
    );
    const after = await commits();
    const rows = await sql.ask<{ datname: string; calls: number; plan: number; execute: number; text: string }>(`
      select datname, calls::float8, total_plan_time as plan, total_exec_time as execute, left(regexp_replace(query, '[[:space:]]+', ' ', 'g'), 160) as text
      from pg_stat_statements join pg_database on oid = dbid where datname <> 'postgres' order by total_plan_time + total_exec_time desc`);
    await counting('none');
    const each = (value: number): number => rounded(value / begun);
    const names = [...new Set(rows.map(({ datname }) => datname))];
    const databases = names.map((name): [string, Asked] => {
      const own = rows.filter(({ datname }) => datname === name);
      const sum = (of: (row: (typeof rows)[number]) => number): number =>
        each(own.reduce((all, row) => all + of(row), 0));
      const committed = (at: typeof before): number => at.find(({ datname }) => datname === name)?.commits ?? 0;
      return [
        name,
        {
          statements: sum(({ calls }) => calls),
          commits: each(committed(after) - committed(before)),
          planMs: sum(({ plan }) => plan),
          executeMs: sum(({ execute }) => execute),
        },
      ];
    });
    const dearest = rows.filter(({ datname }) => datname === database).slice(0, DEAREST);
    return {
      lifecycles: begun,
      walKilobytes: each((written?.bytes ?? 0) / 1024),
      databases: Object.fromEntries(databases),
      dearest: dearest.map(({ calls, plan, execute, text }) => ({
        calls: each(calls),
        ms: each(plan + execute),
        text,
      })),
    };
  } finally {
    await sql.end();
  }
}
