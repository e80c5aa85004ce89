import type { Fen } from './fen.ts';
import { outstandingFen } from './order/amounts.ts';
import { mayBegin } from './order/permissions.ts';
import type { OrderWithTask } from './order/permissions.ts';
import type { Actor, Moment } from './role.ts';
import { all, refuseIf } from './ruling.ts';
import type { Ruling } from './ruling.ts';

/** What may have become of a line: the bank is asked, it paid, it did not, or the line was taken out again. @source D2 */
export const BATCH_LINE_STATES = {
  waiting: { zh: '待拨付', en: 'waiting' },
  paid: { zh: '已拨付', en: 'paid' },
  failed: { zh: '拨付失败', en: 'failed' },
  removed: { zh: '已移出', en: 'removed' },
} as const;

export type BatchLineState = keyof typeof BATCH_LINE_STATES;

export const BATCH_LINE_STATE_NAMES = Object.keys(BATCH_LINE_STATES) as readonly BatchLineState[];

/**
 * Whether the payout of an order may be asked for anew, at its desk or in another batch: not while the bank is asked already.
 *
 * @returns allowed, or the first of: those of recording a payout, `payout.line-waiting`
 * @source D2, D6
 */
export const mayAskForPayout = (record: OrderWithTask, actor: Actor, waiting: boolean, moment: Moment): Ruling =>
  all(mayBegin(record, actor, 'recordPayout', moment), refuseIf(waiting, 'payout.line-waiting'));

/** An order's payout as it would stand in a batch. */
interface Prepared {
  readonly amountFen: Fen;
  /** Whether a line of the order waits already, in this batch or another. */
  readonly waiting: boolean;
}

/**
 * Whether an order's payout may be put into a batch: whoever may record it may prepare it.
 *
 * 0 < amount ≤ R − what has been paid out; one waiting line an order, so that all that waits is within R
 *
 * @returns allowed, or the first of: those of recording a payout, `payout.line-waiting`, `payout.amount-zero`, `payout.above-approved`
 * @source D2, D6
 */
export const mayPrepare = (
  record: OrderWithTask,
  actor: Actor,
  { amountFen, waiting }: Prepared,
  moment: Moment,
): Ruling =>
  all(
    mayAskForPayout(record, actor, waiting, moment),
    refuseIf(amountFen === 0, 'payout.amount-zero'),
    refuseIf(amountFen > outstandingFen(record.order), 'payout.above-approved'),
  );

/**
 * Whether it may still be said what became of a line: paid, failed or removed. What is settled stays.
 *
 * @returns allowed, or `payout.line-settled`
 * @source D2
 */
export const maySettleLine = ({ state }: { readonly state: BatchLineState }): Ruling =>
  refuseIf(state !== 'waiting', 'payout.line-settled');

/** A line as it is when someone would take it out. */
interface Removable {
  readonly state: BatchLineState;
  /** When a file for the bank was last taken away; null while none has been. */
  readonly exportedAt: string | null;
}

/**
 * Whether a line may be taken out of its batch. The bank may have been asked for what was exported: its order would be paid twice,
 * so it is said why.
 *
 * @returns allowed, or the first of: `payout.line-settled`, `payout.removal-reason-required`
 * @source D2
 */
export const mayRemoveLine = ({ state, exportedAt }: Removable, reason: string | null): Ruling =>
  all(maySettleLine({ state }), refuseIf(exportedAt !== null && reason === null, 'payout.removal-reason-required'));
