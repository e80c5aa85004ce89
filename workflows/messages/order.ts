import type { Instant } from '../../domain/day.ts';
import type { ClockStep } from '../../domain/order/commands.ts';
import type { DeadlinePlan } from '../../domain/order/deadlines.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { ORDER_STEPS, ORDER_STEP_NAMES } from '../../domain/order/steps.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Role } from '../../domain/role.ts';
import type { Ruling } from '../../domain/ruling.ts';

/** The workflow type of an order's life. Never renamed. */
export const ORDER = 'order';

/** The execution that holds an order. */
export const orderProcess = (orderId: string): string => `order/${orderId}`;

/** Step → the name of its signal. */
export const ORDER_SIGNALS = Object.fromEntries(
  ORDER_STEP_NAMES.map((step) => [step, ORDER_STEPS[step].signal]),
) as Readonly<Record<OrderStep, string>>;

/**
 * The attributes every process of this product shares, by type: Temporal Web lists and filters by them. Registered by the
 * worker at every start.
 */
export const SEARCH_ATTRIBUTES = {
  CaseState: 'KEYWORD',
  WaitingFor: 'KEYWORD',
  InstitutionId: 'KEYWORD',
  EnterpriseId: 'KEYWORD',
  DueAt: 'DATETIME',
} as const;

export interface OrderInput {
  readonly orderId: string;
  /** Deadlines in place of the scheme's own; given by tests. */
  readonly plan?: DeadlinePlan;
}

/** A person's click: ids alone. What it says lies in the accepted command's row, so histories hold no text of people's. */
export interface OrderCommand {
  readonly commandId: string;
  readonly step: OrderStep | ClockStep;
  /** Null for the clock. */
  readonly actorId: string | null;
  /** The version the person saw; null when not said. */
  readonly version: number | null;
}

/** What the workflow knows of its order. */
export interface OrderPosition {
  readonly state: OrderState | null;
  readonly version: number;
  readonly seq: number;
  /** The clock's next deed. */
  readonly due: { readonly step: ClockStep; readonly at: Instant } | null;
  /** Who must act, with which step, until when. */
  readonly waiting: { readonly role: Role; readonly step: OrderStep; readonly until: Instant | null } | null;
  /** Null for a case that has not begun. */
  readonly facts: { readonly number: string; readonly institutionId: string; readonly enterpriseId: string } | null;
}

/** One command with what the workflow ruled on it, for recording. */
export interface OrderChange {
  readonly orderId: string;
  readonly command: OrderCommand;
  /** The last event the workflow knows. */
  readonly seq: number;
  readonly ruling: Ruling;
  readonly plan?: DeadlinePlan;
  readonly now: Instant;
}

/** `settled`: the command has its outcome. Otherwise the row was ahead: adopt the position and offer the command again. */
export interface Recorded {
  readonly settled: boolean;
  readonly position: OrderPosition;
}

/** What the order workflow asks of the world. */
export interface OrderActivities {
  loadOrder(orderId: string, plan?: DeadlinePlan): Promise<OrderPosition>;
  recordOrder(change: OrderChange): Promise<Recorded>;
}
