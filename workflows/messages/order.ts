import { ORDER_STEPS } from '../../domain/order/steps.ts';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { Beginning, Change, Position, Recorded } from './process.ts';
import { signalsOf } from './process.ts';

/** The workflow type of an order's life. Never renamed. */
export const ORDER = 'order';

/** Step → the name of its signal. */
export const ORDER_SIGNALS = signalsOf(ORDER_STEPS);

export interface OrderInput extends Beginning {
  readonly orderId: string;
  /** Deadlines in place of the scheme's own; given by tests. */
  readonly plan?: DeadlinePlan;
}

/** One command of an order, for recording: the shape recorded histories have. */
export type OrderChange = Omit<Change, 'subjectId'> & { readonly orderId: string };

/** What the order workflow asks of the world. Never renamed. */
export interface OrderActivities {
  loadOrder(orderId: string, plan?: DeadlinePlan): Promise<Position>;
  recordOrder(change: OrderChange): Promise<Recorded>;
}
