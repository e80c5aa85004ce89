import { Client, Connection } from '@temporalio/client';
import { executionOf } from '../workflows/messages/executions.ts';
import type { Lifecycle } from './contender.ts';
import { waitOf } from './figures.ts';
import type { Wait } from './figures.ts';
import { closedLoop } from './load.ts';
import type { Product } from './product/contender.ts';

/**
 * From where an order's execution comes to its next click: it lives, and the worker has it; there is none, as after a rest; or it
 * lives, and the worker must read its history, as after days or a new worker.
 */
const KINDS = ['living', 'none', 'unread'] as const;
type Kind = (typeof KINDS)[number];

export interface Back {
  /** Orders of each kind. */
  readonly orders: number;
  /** The wait of the click that pays. */
  readonly waits: Readonly<Record<Kind, Wait>>;
}

const ORDERS = 100;
/** So many clicks at a time: far from any load. */
const AT_A_TIME = 4;
/** The steps before the click that is measured: placing, and the price. */
const BEFORE = 2;
/** A new worker's code is compiled by V8 as it is used. */
const WARM_UP_SECONDS = 8;

/** The first click on an order whose execution comes back, against the same click on one that lives. Ends with a new worker. */
export async function measureBack(product: Product, address: string, clients: number): Promise<Back> {
  await product.prepare(100 * WARM_UP_SECONDS + clients + (KINDS.length + 1) * ORDERS);
  const connection = await Connection.connect({ address });
  try {
    const { workflow } = new Client({ connection });
    const [living, none, unread] = [await someOrders(product), await someOrders(product), await someOrders(product)];
    for (const { orderId } of none)
      await workflow.getHandle(executionOf({ type: 'order', id: orderId() })).terminate('bench: as if at rest');
    const first = await clickInTurn({ living, none });
    await product.restartWorker();
    await closedLoop(product, clients, WARM_UP_SECONDS, () => undefined);
    const second = await clickInTurn({ living: await someOrders(product), unread });
    const waits = {
      living: waitOf([...first.living, ...second.living]),
      none: waitOf(first.none),
      unread: waitOf(second.unread),
    };
    return { orders: ORDERS, waits };
  } finally {
    await connection.close();
  }
}

/** Orders that wait for their payment. */
async function someOrders(product: Product) {
  const orders = Array.from({ length: ORDERS }, (_, index) => product.begin(index % product.clients));
  await fewAtATime(orders, async (take) => {
    for (let step = 0; step < BEFORE; step += 1) await take();
  });
  return orders;
}

/** Takes the next action of each order, of one kind after the other. @returns the milliseconds, by kind */
async function clickInTurn<K extends Kind>(
  orders: Readonly<Record<K, readonly Lifecycle[]>>,
): Promise<Record<K, number[]>> {
  const kinds = Object.keys(orders) as K[];
  const waits = Object.fromEntries(kinds.map((kind) => [kind, [] as number[]])) as Record<K, number[]>; // one entry a kind
  const clicks = Array.from({ length: ORDERS }, (_, index) =>
    kinds.map((kind) => ({ kind, take: orders[kind][index] })),
  );
  await fewAtATime(clicks.flat(), async ({ kind, take }) => {
    const from = performance.now();
    await take?.();
    waits[kind].push(performance.now() - from);
  });
  return waits;
}

async function fewAtATime<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  const left = things.values();
  const one = async (): Promise<void> => {
    for (const thing of left) await work(thing);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
}

const WORDS: Readonly<Record<Kind, string>> = {
  living: 'its execution lives',
  none: 'there is none any more',
  unread: 'a new worker reads its history',
};

/** The waits as lines of a table. */
export const backLines = ({ orders, waits }: Back): string[] => [
  `a payment, ${orders} orders of each kind, p50 and p99 in ms:`,
  ...KINDS.map(
    (kind) =>
      `  ${WORDS[kind].padEnd(32)} ${String(waits[kind].p50).padStart(6)} ${String(waits[kind].p99).padStart(6)}`,
  ),
];
