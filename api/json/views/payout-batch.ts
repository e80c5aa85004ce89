import { z } from 'zod';
import { BATCH_LINE_STATE_NAMES } from '../../../domain/payout-batch.ts';
import type { BatchHeadJson, BatchJson } from '../../actions/payout-batch-json.ts';
import { Day, Money, Named, schemaOf, Time } from './parts.ts';

const LineState = z.enum(BATCH_LINE_STATE_NAMES).meta({ id: 'PayoutBatchLineState' });

const Head = {
  id: z.string(),
  number: z.string(),
  preparedAt: Time,
  exportedAt: Time.nullable().describe('When a file for the bank was last taken away'),
  preparedBy: Named,
  total: Money.describe('Of all lines but those removed'),
  sums: z.array(z.object({ state: LineState, count: z.int(), amount: Money })).describe('For each state, in its order'),
};

export const BatchHeadSchema = schemaOf<BatchHeadJson>()(z.object(Head).meta({ id: 'PayoutBatchSummary' }));

export const BatchSchema = schemaOf<BatchJson>()(
  z
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
    .meta({ id: 'PayoutBatch' }),
);
