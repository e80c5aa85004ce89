import { eq } from 'drizzle-orm';
import type { ClockStep } from '../../domain/process/steps.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Role } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { attachments } from '../schema/attachment.ts';
import { orderEvents } from '../schema/order.ts';
import { accounts } from '../schema/organization.ts';

/** What happened to an order once: a person's step with its body as taken, or the clock's. */
export interface HistoryEvent {
  readonly seq: number;
  readonly commandId: string;
  readonly at: string;
  readonly step: OrderStep | ClockStep;
  /** Null for the clock. */
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly actorRole: Role | null;
  readonly from: OrderState | null;
  readonly to: OrderState;
  /** The order's version afterwards. */
  readonly version: number;
  readonly reason: string | null;
  readonly body: unknown;
}

/** Everything recorded of an order, oldest first: all rounds, and what the clock did. @source D4 */
export const listOrderEvents = (db: Executor, orderId: string): Promise<HistoryEvent[]> =>
  db
    .select({
      seq: orderEvents.seq,
      commandId: orderEvents.commandId,
      at: orderEvents.at,
      step: orderEvents.step,
      actorId: orderEvents.actorId,
      actorName: accounts.name,
      actorRole: orderEvents.actorRole,
      from: orderEvents.fromState,
      to: orderEvents.toState,
      version: orderEvents.version,
      reason: orderEvents.reason,
      body: orderEvents.body,
    })
    .from(orderEvents)
    .leftJoin(accounts, eq(accounts.id, orderEvents.actorId))
    .where(eq(orderEvents.subjectId, orderId))
    .orderBy(orderEvents.seq);

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
