import { inShanghai } from '../../domain/day.ts';
import { fen, sumFen } from '../../domain/fen.ts';
import type { Language } from '../../domain/language.ts';
import { BATCH_LINE_STATE_NAMES, BATCH_LINE_STATES } from '../../domain/payout-batch.ts';
import type { BatchLineRow, BatchRow, BatchSum } from '../../db/reads/payout-batch.ts';
import { money } from './money.ts';

export type BatchHeadJson = ReturnType<typeof batchHeadJson>;
export type BatchJson = ReturnType<typeof batchJson>;

/** A batch with what its lines come to, as clients are answered and pages draw it. */
export function batchHeadJson(batch: BatchRow, sums: readonly BatchSum[]) {
  const own = sums.filter(({ batchId }) => batchId === batch.id);
  const sumIn = (state: BatchSum['state']) => own.find((sum) => sum.state === state);
  return {
    ...batch,
    preparedAt: inShanghai(batch.preparedAt),
    exportedAt: batch.exportedAt && inShanghai(batch.exportedAt),
    total: money(sumFen(own.filter(({ state }) => state !== 'removed').map(({ amountFen }) => amountFen))),
    sums: BATCH_LINE_STATE_NAMES.map((state) => ({
      state,
      count: sumIn(state)?.count ?? 0,
      amount: money(sumIn(state)?.amountFen ?? fen(0)),
    })),
  };
}

/** The same with its lines. */
export const batchJson = (
  batch: BatchRow,
  sums: readonly BatchSum[],
  lines: readonly BatchLineRow[],
  language: Language,
) => ({
  ...batchHeadJson(batch, sums),
  lines: lines.map((line) => lineJson(line, language)),
});

const lineJson = (line: BatchLineRow, language: Language) => ({
  id: line.id,
  order: line.order,
  product: line.product,
  institution: line.institution,
  amount: money(line.amountFen),
  state: line.state,
  stateLabel: BATCH_LINE_STATES[line.state][language],
  reason: line.reason,
  reference: line.reference,
  paidOn: line.paidOn,
  settledAt: line.settledAt && inShanghai(line.settledAt),
  settledBy: line.settledBy,
});
