import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import type { Order } from '../../domain/order/order.ts';
import type { NamedFile } from '../../domain/order/effects.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import type { Movement } from '../../domain/voucher.ts';
import { announcedChange, announcedOutcome } from '../channels.ts';
import type { OutcomeNotice } from '../channels.ts';
import type { Executor } from '../client.ts';
import { orderFiles } from '../reads/order.ts';
import { attachments } from '../schema/attachment.ts';
import { commands, orderEvents, orders } from '../schema/order.ts';
import { accounts } from '../schema/organization.ts';
import { ledgerEntries } from '../schema/voucher.ts';
import { RefusedByRow } from './refused-by-row.ts';

/** The order's row, held until the transaction ends. At most one. */
export const lockedOrderFiles = (tx: Executor, orderId: string) =>
  orderFiles(tx).where(eq(orders.id, orderId)).for('update', { of: orders });

/**
 * The accepted command with the person who gave it, as that person is now. Held: the portal cannot take it back from here on.
 * None when it was accepted for another order or step: a signal is only believed as far as the portal's row.
 */
export const askedCommand = (
  tx: Executor,
  orderId: string,
  { commandId, step }: Pick<EventRow, 'commandId' | 'step'>,
) =>
  tx
    .select({
      state: commands.state,
      body: commands.body,
      actor: {
        id: accounts.id,
        roles: accounts.roles,
        organizationId: accounts.organizationId,
        parkId: accounts.parkId,
        declaredCreditCodes: accounts.declaredCreditCodes,
        active: accounts.active,
      },
    })
    .from(commands)
    .innerJoin(accounts, eq(accounts.id, commands.accountId))
    .where(and(eq(commands.id, commandId), eq(commands.orderId, orderId), sql`${commands.step} = ${step}`))
    .for('update', { of: commands });

type EventRow = typeof orderEvents.$inferInsert;

/** Appends one event, and says so when the transaction commits. (order, seq) and the command's id are unique: a repeat cannot. */
export const appendEvent = (tx: Executor, event: EventRow) =>
  tx
    .insert(orderEvents)
    .values(event)
    .returning({ announced: announcedChange(orderEvents.orderId) });

/** Whether the clock's deed is recorded already. */
export const eventOf = (tx: Executor, commandId: string) =>
  tx.select({ seq: orderEvents.seq }).from(orderEvents).where(eq(orderEvents.commandId, commandId));

/** The next running number of an order. Gaps are possible, repeats are not. */
export async function nextOrderNumber(tx: Executor): Promise<number> {
  const {
    rows: [next],
  } = await tx.execute<{ count: string }>(sql`select nextval('order_numbers') as count`);
  return Number(next?.count);
}

/** Begins a case. Its id is unique: a second placing meets the first one's row. */
export const insertOrder = (tx: Executor, row: typeof orders.$inferInsert) => tx.insert(orders).values(row);

/**
 * Sets what differs, where the row still stands at `seq`.
 *
 * @throws Error when it does not: the row is locked, so this cannot happen
 */
export async function advanceOrder(
  tx: Executor,
  orderId: string,
  seq: number,
  row: Partial<typeof orders.$inferInsert>,
): Promise<void> {
  const moved = await tx
    .update(orders)
    .set(row)
    .where(and(eq(orders.id, orderId), eq(orders.seq, seq)))
    .returning({ id: orders.id });
  if (moved.length !== 1) throw new Error(`order ${orderId} does not stand at ${seq}`);
}

/** Moves voucher money; the ledger's trigger moves the balances and its constraints refuse what is not there. */
export async function postEntries(
  tx: Executor,
  order: Pick<Order, 'id' | 'voucherLineId'>,
  at: { seq: number; step: string; now: Instant },
  movements: readonly Movement[],
): Promise<void> {
  if (movements.length === 0) return;
  await tx.insert(ledgerEntries).values(
    movements.map(({ from, to, amountFen }) => ({
      lineId: order.voucherLineId,
      fromAccount: from,
      toAccount: to,
      amountFen,
      orderId: order.id,
      orderSeq: at.seq,
      step: at.step,
      at: at.now,
    })),
  );
}

/**
 * Makes files belong to an order: those the person uploaded, of the right kind, not yet another order's.
 *
 * @throws RefusedByRow `attachment.unknown` when one of them is not
 */
export async function attachFiles(
  tx: Executor,
  orderId: string,
  actorId: string,
  files: readonly NamedFile[],
): Promise<void> {
  if (files.length === 0) return;
  const ofKind = (kind: NamedFile['kind']) =>
    and(
      eq(attachments.kind, kind),
      inArray(
        attachments.id,
        files.filter((file) => file.kind === kind).map(({ id }) => id),
      ),
    );
  const attached = await tx
    .update(attachments)
    .set({ orderId })
    .where(
      and(
        or(...[...new Set(files.map(({ kind }) => kind))].map(ofKind)),
        eq(attachments.uploadedBy, actorId),
        or(isNull(attachments.orderId), eq(attachments.orderId, orderId)),
      ),
    )
    .returning({ id: attachments.id });
  if (attached.length !== files.length) throw new RefusedByRow('attachment.unknown');
}

/** Gives the command its outcome, and says so on the channel when the transaction commits. A second outcome changes nothing. */
export const settleCommand = (tx: Executor, { command, order, code }: OutcomeNotice, now: Instant) =>
  tx
    .update(commands)
    .set({ state: code === null ? 'done' : 'refused', code, settledAt: now })
    .where(and(eq(commands.id, command), eq(commands.state, 'accepted')))
    .returning({ announced: announcedOutcome({ command, order, code }) });

const CONSTRAINT_REFUSALS: Readonly<Record<string, RefusalCode>> = {
  voucher_lines_available: 'voucher.balance-too-low',
};

/** The refusal behind an error of a transaction, when it is one: a row's, or a named constraint's. */
export function refusalBehind(error: unknown): RefusalCode | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RefusedByRow) return cause.code;
    if ('constraint' in cause && typeof cause.constraint === 'string') return CONSTRAINT_REFUSALS[cause.constraint];
  }
  return undefined;
}
