import { and, eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import type { OrderBodies } from '../../domain/order/commands.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import { ONE, slot, slotName, slotsOf } from '../driver/write.ts';
import type { Write } from '../driver/write.ts';
import { payoutBatchLines as lines } from '../schema/payout-batch.ts';
import { RefusedByRow } from './refused-by-row.ts';

interface By {
  readonly actorId: string;
  readonly now: Instant;
}

/**
 * Marks the line that a recorded payout settles, in the payout's own transaction: the one it names. One that names none is a
 * payment beside the batches, and is refused while the order waits in one: the bank has been asked already. Insists
 * (`payout.line-settled`) that the named line waits, and (`payout.line-waiting`) that no other does, nor for another amount.
 */
export function settleLine(
  orderId: string,
  { amountFen, paidOn, reference, batchLineId }: OrderBodies['recordPayout'],
  { actorId, now }: By,
): readonly Write[] {
  if (batchLineId === undefined)
    return [
      {
        name: 'waitingLine',
        shape: '',
        build: (db) =>
          db
            .select({ one: ONE })
            .from(lines)
            .where(and(eq(lines.orderId, slot('waitingLine', 'order')), eq(lines.state, 'waiting'))),
        values: { [slotName('waitingLine', 'order')]: orderId },
        insists: none('payout.line-waiting'),
      },
    ];
  return [
    endLine(orderId, batchLineId, { state: 'paid', reference, paidOn, settledBy: actorId, settledAt: now }),
    {
      name: 'otherAmount',
      shape: '',
      build: () =>
        sql`select 1 from ${sql.identifier(LINE)} where amount_fen <> ${slot('otherAmount', 'amount')}::bigint`,
      values: { [slotName('otherAmount', 'amount')]: amountFen },
      insists: none('payout.line-waiting'),
    },
  ];
}

/**
 * Marks a line that the bank has not paid, in the transaction that records it on the order: the order may stand in another
 * batch. Insists (`payout.line-settled`) that it waits, and is this order's.
 */
export const failLine = (
  orderId: string,
  { batchLineId, reason }: OrderBodies['failPayout'],
  { actorId, now }: By,
): readonly Write[] => [endLine(orderId, batchLineId, { state: 'failed', reason, settledBy: actorId, settledAt: now })];

const LINE = 'line';

const none = (code: RefusalCode) => ({ rows: 0, orElse: () => new RefusedByRow(code) });

/** Ends a waiting line of an order; insists that it is one. */
function endLine(orderId: string, lineId: string, end: Partial<typeof lines.$inferInsert>): Write {
  const { keys, slots, values } = slotsOf(LINE, lines, end);
  return {
    name: LINE,
    shape: keys,
    build: (db) =>
      db
        .update(lines)
        .set(slots)
        .where(
          and(eq(lines.id, slot(LINE, 'which')), eq(lines.orderId, slot(LINE, 'order')), eq(lines.state, 'waiting')),
        )
        .returning({ amountFen: sql`${lines.amountFen}`.as('amount_fen') }),
    values: { ...values, [slotName(LINE, 'which')]: lineId, [slotName(LINE, 'order')]: orderId },
    insists: { rows: 1, orElse: () => new RefusedByRow('payout.line-settled') },
  };
}
