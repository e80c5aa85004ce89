import { eq } from 'drizzle-orm';
import type { OrderState } from '../../domain/order/states.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Executor } from '../client.ts';
import { attachments } from '../schema/attachment.ts';
import { orderEvents } from '../schema/order.ts';
import { accounts } from '../schema/organization.ts';
import { listEvents } from './process.ts';
import type { RecordedEvent } from './process.ts';

/** What happened to an order once. */
export type HistoryEvent = RecordedEvent<OrderState, OrderStep>;

/** Everything recorded of an order, oldest first: all rounds, and what the clock did. @source D4 */
export const listOrderEvents = (db: Executor, orderId: string): Promise<HistoryEvent[]> =>
  listEvents(db, orderEvents, orderId);

/** The files that belong to an order, of every round, oldest first. @source L84, L165 */
export const listOrderAttachments = (db: Executor, orderId: string) =>
  db
    .select({
      id: attachments.id,
      kind: attachments.kind,
      name: attachments.name,
      sizeBytes: attachments.sizeBytes,
      uploadedAt: attachments.uploadedAt,
      uploadedBy: accounts.name,
    })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.uploadedBy))
    .where(eq(attachments.subjectId, orderId))
    .orderBy(attachments.uploadedAt, attachments.id);

export type OrderAttachment = Awaited<ReturnType<typeof listOrderAttachments>>[number];

/** What a person is called. */
export async function findAccountName(db: Executor, accountId: string): Promise<string | null> {
  const [row] = await db.select({ name: accounts.name }).from(accounts).where(eq(accounts.id, accountId));
  return row?.name ?? null;
}
