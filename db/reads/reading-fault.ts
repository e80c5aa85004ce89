import { and, count, desc, eq, inArray, sql } from 'drizzle-orm';
import { READER } from '../../domain/reading/reading.ts';
import type { Executor } from '../client.ts';
import { attachments } from '../schema/attachment.ts';
import { orders } from '../schema/order.ts';
import { accounts } from '../schema/organization.ts';
import { readingFaults as faults } from '../schema/reading-fault.ts';

export type ReadingFault = Awaited<ReturnType<typeof listReadingFaults>>[number];

/** What this reader is said to have read wrongly in these files, and by whom. */
export const listReadingFaults = (db: Executor, attachmentIds: readonly string[]) =>
  db
    .select({
      attachmentId: faults.attachmentId,
      label: faults.label,
      reportedBy: faults.reportedBy,
      name: accounts.name,
    })
    .from(faults)
    .innerJoin(accounts, eq(accounts.id, faults.reportedBy))
    .where(and(inArray(faults.attachmentId, [...attachmentIds]), eq(faults.reader, READER)));

/** An order in whose files a value was read wrongly. */
interface FaultyOrder {
  readonly id: string;
  readonly number: string;
}

/** The orders of which it was said last, at most three. */
const LATEST_ORDERS = sql<FaultyOrder[]>`to_json((array_agg(
  json_build_object('id', ${orders.id}, 'number', ${orders.number}) order by ${faults.reportedAt} desc
))[1:3])`;

/**
 * How often each value of each kind of file is said to have been read wrongly, and where last; the newest reader first, the most
 * frequent ones.
 */
export const countReadingFaults = (db: Executor, atMost: number) =>
  db
    .select({
      kind: attachments.kind,
      label: faults.label,
      reader: faults.reader,
      times: count(),
      orders: LATEST_ORDERS,
    })
    .from(faults)
    .innerJoin(attachments, eq(attachments.id, faults.attachmentId))
    .innerJoin(orders, eq(orders.id, attachments.subjectId))
    .groupBy(attachments.kind, faults.label, faults.reader)
    .orderBy(desc(faults.reader), desc(count()), attachments.kind, faults.label)
    .limit(atMost);
