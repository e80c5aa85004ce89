import { z } from 'zod';
import { inShanghai } from '../../domain/day.ts';
import { fen, sumFen } from '../../domain/fen.ts';
import type { Language } from '../../domain/language.ts';
import { BATCH_LINE_STATE_NAMES, BATCH_LINE_STATES } from '../../domain/payout-batch.ts';
import type { BatchLineRow, BatchRow, BatchSum } from '../../db/reads/payout-batch.ts';
import { Day, Money, money, Named, Time } from './money.ts';

const LineState = z.enum(BATCH_LINE_STATE_NAMES).meta({ id: 'PayoutBatchLineState' });

const Head = {
  id: z.string(),
  number: z.string(),
  preparedAt: Time,
  preparedBy: Named,
  total: Money.describe('Of all lines but those removed'),
  sums: z.array(z.object({ state: LineState, count: z.int(), amount: Money })).describe('For each state, in its order'),
};

export const BatchHeadView = z.object(Head).meta({ id: 'PayoutBatchSummary' });

export const BatchView = z
  .object({
    ...Head,
    lines: z.array(
      z.object({
        id: z.string(),
        order: Named.describe('Its id and number'),
        product: z.string(),
        institution: Named,
        amount: Money,
        state: LineState,
        stateLabel: z.string(),
        reason: z.string().nullable(),
        reference: z.string().nullable(),
        paidOn: Day.nullable(),
        settledAt: Time.nullable(),
        settledBy: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'PayoutBatch' });

/** A batch with what its lines come to. */
export function batchHeadView(batch: BatchRow, sums: readonly BatchSum[]): z.output<typeof BatchHeadView> {
  const own = sums.filter(({ batchId }) => batchId === batch.id);
  const sumIn = (state: BatchSum['state']) => own.find((sum) => sum.state === state);
  return {
    ...batch,
    preparedAt: inShanghai(batch.preparedAt),
    total: money(sumFen(own.filter(({ state }) => state !== 'removed').map(({ amountFen }) => amountFen))),
    sums: BATCH_LINE_STATE_NAMES.map((state) => ({
      state,
      count: sumIn(state)?.count ?? 0,
      amount: money(sumIn(state)?.amountFen ?? fen(0)),
    })),
  };
}

/** The same with its lines. */
export const batchView = (
  batch: BatchRow,
  sums: readonly BatchSum[],
  lines: readonly BatchLineRow[],
  language: Language,
): z.output<typeof BatchView> => ({
  ...batchHeadView(batch, sums),
  lines: lines.map((line) => lineView(line, language)),
});

const lineView = (line: BatchLineRow, language: Language): z.output<typeof BatchView>['lines'][number] => ({
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
