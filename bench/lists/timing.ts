import { connect } from '../../db/client.ts';
import type { Executor } from '../../db/client.ts';
import { aPlanner } from '../../test/setup/plans.ts';
import { rounded, waitOf } from '../figures.ts';
import type { Wait } from '../figures.ts';

/** A read of the product, called again and again with other parameters. */
export interface Read {
  readonly name: string;
  readonly call: (db: Executor, turn: number) => PromiseLike<unknown>;
}

/** What a read took. */
export interface Timed {
  readonly name: string;
  readonly calls: number;
  /** From sending a statement to having its rows, the statements of a call together, in milliseconds. */
  readonly sql: Wait;
  /** The call with building its statements and making records of the rows, in milliseconds. */
  readonly whole: Wait;
  /** Tables that grow and are read from end to end by one of its plans. */
  readonly wholeTables: readonly string[];
  /** The slowest statement of the calls that were explained, by PostgreSQL's own clock, and how it read its tables. */
  readonly explained: { readonly planning: number; readonly milliseconds: number; readonly scans: readonly string[] };
}

/** Of each read; one that misses by far is not waited for. */
const CALLS = 200;
const WARM_UP = 10;
const AT_MOST_MS = 1_000;

/** Tables that grow with every order. */
const GROWING = [
  'orders',
  'order_facts',
  'order_events',
  'tasks',
  'notifications',
  'vouchers',
  'voucher_lines',
  'ledger_entries',
];

/** Calls reads over one connection, each many times, and has PostgreSQL explain the first turns of each. */
export function createTimer(url: string) {
  const { db, pool, close } = connect(url, { max: 1, name: 'quanliu-lists' });
  const planner = aPlanner({ url });
  let spent = 0;
  const send = pool.query;
  Object.assign(pool, {
    query: async (...asked: Parameters<typeof send>) => {
      const begun = performance.now();
      try {
        return await send(...asked);
      } finally {
        spent += performance.now() - begun;
      }
    },
  });
  const time = async ({ name, call }: Read): Promise<Timed> => {
    const begunAt = performance.now();
    for (let turn = 0; turn < WARM_UP && performance.now() - begunAt < AT_MOST_MS / 3; turn += 1) await call(db, turn);
    const [sql, whole]: [number[], number[]] = [[], []];
    const from = performance.now();
    for (let turn = 0; turn < CALLS && performance.now() - from < AT_MOST_MS; turn += 1) {
      const begun = performance.now();
      spent = 0;
      await call(db, turn);
      sql.push(spent);
      whole.push(performance.now() - begun);
    }
    return { name, calls: sql.length, sql: waitOf(sql), whole: waitOf(whole), ...(await explain(call, slowest(sql))) };
  };
  const explain = async (call: Read['call'], turn: number) => {
    const plans = await planner.plansOf((reader) => call(reader, turn));
    const growing = plans.flatMap(({ wholeTables }) => wholeTables).filter((table) => GROWING.includes(table));
    const [worst] = plans.toSorted((left, right) => right.milliseconds - left.milliseconds);
    return {
      wholeTables: [...new Set(growing)],
      explained: {
        planning: rounded(worst?.planning ?? 0),
        milliseconds: rounded(worst?.milliseconds ?? 0),
        scans: [...new Set(worst?.scans)],
      },
    };
  };
  return {
    db,
    time,
    close: async () => {
      await planner.close();
      await close();
    },
  };
}

const slowest = (values: readonly number[]): number => values.indexOf(Math.max(...values));
