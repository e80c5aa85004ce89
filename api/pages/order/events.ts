import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import type { OrderBodies } from '../../../domain/order/commands.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { ORDER_STEP_NAMES } from '../../../domain/order/steps.ts';

/** An event of a person's step, with the body it was taken with. */
export type Taken<S extends OrderStep> = Omit<HistoryEvent, 'step' | 'body'> & {
  readonly step: S;
  readonly body: OrderBodies[S];
};

/** Whether an event is one of these steps; its body is what the step's form had read when it was recorded. */
export const isStep = <S extends OrderStep>(
  event: HistoryEvent,
  ...steps: readonly S[]
): event is Taken<S> & HistoryEvent => steps.some((step) => step === event.step);

/** Whether a person took the step; else the clock did. */
export const isPersons = (event: HistoryEvent): event is HistoryEvent & { readonly step: OrderStep } =>
  ORDER_STEP_NAMES.some((step) => step === event.step);

/** The last event of a step. */
export const lastOf = <S extends OrderStep>(history: readonly HistoryEvent[], step: S): Taken<S> | undefined =>
  history.findLast((event): event is Taken<S> & HistoryEvent => isStep(event, step));
