import { z } from 'zod';
import type { Decided } from '../../actions/decision.ts';
import { inShanghai } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { orderStep } from '../../../domain/order/steps.ts';
import { StateName, StepName } from '../../forms/names.ts';
import { Named, Time } from './parts.ts';

/** A step of a staff member, as their own history shows it. @source D6 */
export const DecisionSchema = z
  .object({
    at: Time,
    step: StepName,
    stepLabel: z.string(),
    order: Named.describe('Its id and number'),
    product: z.string(),
    to: StateName,
    reason: z.string().nullable(),
  })
  .meta({ id: 'Decision' });

/** The same, of a row. */
export const decisionJson = (row: Decided<'order'>, language: Language): z.output<typeof DecisionSchema> => ({
  at: inShanghai(row.at),
  step: row.step,
  stepLabel: orderStep(row.step)[language],
  order: { id: row.subjectId, name: row.number },
  product: row.name ?? '',
  to: row.to,
  reason: row.reason,
});
