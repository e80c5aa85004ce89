import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { SelectedFields } from 'drizzle-orm/pg-core';
import type { Order } from '../../domain/order/order.ts';
import type { OpenTask } from '../../domain/process/wait.ts';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import type { ProductSnapshot } from '../schema/order.ts';
import { orders } from '../schema/order.ts';
import { organizations, parks } from '../schema/organization.ts';
import { payoutBatchLines } from '../schema/payout-batch.ts';
import { taskIsOpen, tasks } from '../schema/task.ts';
import { voucherLines, vouchers } from '../schema/voucher.ts';

const institutions = alias(organizations, 'institution');
const enterprises = alias(organizations, 'enterprise');

/** An order as the rules ask for it, with the open task, and what only people read. */
export interface OrderRecord {
  readonly order: Order;
  readonly task: OpenTask | null;
  readonly product: ProductSnapshot & { readonly id: string };
  readonly names: { readonly institution: string; readonly enterprise: string; readonly park: string };
  readonly expectedAmountFen: Order['orderAmountFen'] | null;
  readonly note: string | null;
  readonly placedAt: string;
  readonly dueAt: string | null;
  /** Whose turn it is as the last recording stored it. */
  readonly turn: Readonly<Record<'role' | 'step' | 'also', string | null>>;
  /** Whether a line of a payout batch waits for the bank. */
  readonly waitsInBatch: boolean;
}

/** The columns of an {@link OrderRecord}: one row, its tables by primary key, its open task and its waiting line by the index of each. */
const orderFileColumns = {
  row: orders,
  institutionName: institutions.name,
  institutionCode: institutions.creditCode,
  enterpriseName: enterprises.name,
  enterpriseCode: enterprises.creditCode,
  parkName: parks.name,
  grantedOn: vouchers.grantedOn,
  useBy: vouchers.useBy,
  redeemBy: vouchers.redeemBy,
  waitingLineId: payoutBatchLines.id,
  task: { id: tasks.id, kind: tasks.kind, claimedBy: tasks.claimedBy },
};

const isOpenTask = sql`${tasks.subjectId} = ${orders.id} and ${taskIsOpen}`;

/** The rows behind order files, to be narrowed by the asker: `selectOrderRecords(db).where(…)`; `more`: what is asked besides. */
export const selectOrderRecords = <More extends SelectedFields = Readonly<Record<never, never>>>(
  db: Executor,
  more?: More,
) =>
  db
    .select({ ...orderFileColumns, ...(more as More) })
    .from(orders)
    .innerJoin(institutions, eq(institutions.id, orders.institutionId))
    .innerJoin(enterprises, eq(enterprises.id, orders.enterpriseId))
    .innerJoin(parks, eq(parks.id, orders.parkId))
    .innerJoin(voucherLines, eq(voucherLines.id, orders.voucherLineId))
    .innerJoin(vouchers, eq(vouchers.id, voucherLines.voucherId))
    .leftJoin(tasks, isOpenTask)
    .leftJoin(
      payoutBatchLines,
      and(eq(payoutBatchLines.orderId, orders.id), sql`${payoutBatchLines.state} = 'waiting'`),
    );

export type OrderRecordRow = Awaited<ReturnType<typeof selectOrderRecords>>[number];

/** One order's file; undefined when there is none. Whether the asker may see it is the rule's question (`maySee`). */
export async function findOrderRecord(db: Executor, orderId: string): Promise<OrderRecord | undefined> {
  const [row] = await fileById(db).execute({ orderId });
  return row && toOrderRecord(row);
}

const fileById = prepareOnce((db) =>
  selectOrderRecords(db)
    .where(eq(orders.id, sql.placeholder('orderId')))
    .prepare('order_file'),
);

/** The files of these orders, by id. Whether the asker may see them was the question before. */
export async function listOrderRecords(
  db: Executor,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, OrderRecord>> {
  if (orderIds.length === 0) return new Map();
  const rows = await selectOrderRecords(db).where(sql`${orders.id} = any(${sql.param(orderIds)}::uuid[])`);
  return new Map(rows.map((found) => [found.row.id, toOrderRecord(found)]));
}

/** The file behind a row of {@link selectOrderRecords}. */
export function toOrderRecord(found: OrderRecordRow): OrderRecord {
  const { row, task } = found;
  return {
    order: {
      ...row,
      grantedOn: found.grantedOn,
      useBy: found.useBy,
      redeemBy: found.redeemBy,
      creditCodes: [found.institutionCode, found.enterpriseCode],
    },
    task,
    product: { ...row.product, id: row.productId },
    names: { institution: found.institutionName, enterprise: found.enterpriseName, park: found.parkName },
    expectedAmountFen: row.expectedAmountFen,
    note: row.note,
    placedAt: row.placedAt,
    dueAt: row.dueAt,
    turn: { role: row.waitingRole, step: row.waitingStep, also: row.waitingAlso },
    waitsInBatch: found.waitingLineId !== null,
  };
}
