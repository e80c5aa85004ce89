import { and, eq, gt, lt, lte, sql } from 'drizzle-orm';
import { fen } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';
import type { Executor } from '../client.ts';
import { orders } from '../schema/order.ts';
import { ledgerEntries } from '../schema/voucher.ts';
import { countPart } from './counted.ts';
import type { ListPart } from './counted.ts';

interface Place {
  readonly after?: number | undefined;
  /** Wins over `after`. */
  readonly before?: number | undefined;
  readonly limit: number;
}

const ofLines = (lineIds: readonly string[]) => sql`${ledgerEntries.lineId} = any(${sql.param(lineIds)}::uuid[])`;

/** The movements of these lines' money, newest first, each with the order whose step moved it; read backwards from `before`. */
export async function listMovements(db: Executor, lineIds: readonly string[], { after, before, limit }: Place) {
  const back = before !== undefined;
  const place = back ? gt(ledgerEntries.id, before) : after === undefined ? undefined : lt(ledgerEntries.id, after);
  const rows = await db
    .select({
      id: ledgerEntries.id,
      at: ledgerEntries.at,
      lineId: ledgerEntries.lineId,
      from: ledgerEntries.fromAccount,
      to: ledgerEntries.toAccount,
      amountFen: ledgerEntries.amountFen,
      step: ledgerEntries.step,
      order: {
        id: orders.id,
        number: orders.number,
        institutionId: orders.institutionId,
        enterpriseId: orders.enterpriseId,
        parkId: orders.parkId,
        state: orders.state,
      },
    })
    .from(ledgerEntries)
    .leftJoin(orders, eq(orders.id, ledgerEntries.subjectId))
    .where(and(ofLines(lineIds), place))
    .orderBy(back ? ledgerEntries.id : sql`${ledgerEntries.id} desc`)
    .limit(limit);
  return back ? rows.toReversed() : rows;
}

/** Which part of these movements a page is. */
export const countMovements = (
  db: Executor,
  lineIds: readonly string[],
  before: number | undefined,
): Promise<ListPart> =>
  countPart(db, ledgerEntries, {
    all: ofLines(lineIds),
    before: before === undefined ? undefined : gt(ledgerEntries.id, before),
  });

export type MovementRow = Awaited<ReturnType<typeof listMovements>>[number];

/** What was available on these lines just after a movement, in fen. */
export async function getAvailableAfter(db: Executor, lineIds: readonly string[], entryId: number): Promise<number> {
  const [row] = await db
    .select({
      sum: sql<string>`coalesce(sum(case when ${ledgerEntries.toAccount} = 'available' then ${ledgerEntries.amountFen}
        when ${ledgerEntries.fromAccount} = 'available' then -${ledgerEntries.amountFen} else 0 end), 0)`,
    })
    .from(ledgerEntries)
    .where(and(ofLines(lineIds), lte(ledgerEntries.id, entryId)));
  return Number(row?.sum ?? 0);
}

/** What an order's own entries have left held and committed on its line, in fen: nothing once the money has gone on or back. @source D20 */
export async function getOrderShares(
  db: Executor,
  orderId: string,
): Promise<Readonly<Record<'held' | 'committed', Fen>>> {
  const left = (account: 'held' | 'committed') =>
    sql<string>`coalesce(sum(case when ${ledgerEntries.toAccount} = ${account} then ${ledgerEntries.amountFen}
      when ${ledgerEntries.fromAccount} = ${account} then -${ledgerEntries.amountFen} else 0 end), 0)`;
  const [row] = await db
    .select({ held: left('held'), committed: left('committed') })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.subjectId, orderId));
  return { held: fen(Number(row?.held ?? 0)), committed: fen(Number(row?.committed ?? 0)) };
}

/** The orders to an institution that name one of these lines, newest first. @source L78, D26 */
export const listOrdersNaming = (db: Executor, lineIds: readonly string[], institutionId: string) =>
  db
    .select({ id: orders.id, number: orders.number, lineId: orders.voucherLineId, state: orders.state })
    .from(orders)
    .where(
      and(eq(orders.institutionId, institutionId), sql`${orders.voucherLineId} = any(${sql.param(lineIds)}::uuid[])`),
    )
    .orderBy(sql`${orders.placedAt} desc`, sql`${orders.id} desc`)
    .limit(500);
