import type { OrderFile } from '../../../db/reads/order.ts';
import { waitingFor } from '../../../domain/order/waiting.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import type { Group } from '../../../domain/task.ts';
import { paths } from '../paths.ts';

/** Where a step that has its own page is taken; the others are taken on the order's page, where their form opens. */
const PAGES: Partial<Record<OrderStep, (orderId: string) => string>> = {
  confirmPrice: paths.orderPrice,
  pay: paths.orderPayment,
  requestRedemption: paths.orderRedemption,
  supplementRedemption: paths.orderSupplement,
  proposeChange: paths.orderChange,
};

/** Whether a step has its own page. */
export const hasOwnPage = (step: OrderStep): boolean => PAGES[step] !== undefined;

/** Where a step of an order is taken. */
export const stepPage = (orderId: string, step: OrderStep): string =>
  PAGES[step]?.(orderId) ?? `${paths.order(orderId)}#act-${step}`;

/**
 * The desk of the order's open task, for the members of its group; null for all others. Every task has one but the
 * supplement, which the institution answers on the order's own page.
 *
 * @source D6
 */
export function deskOf({ order, task }: Pick<OrderFile, 'order' | 'task'>, groups: readonly Group[]): string | null {
  const waiting = waitingFor(order);
  if (task === null || !waiting?.group || waiting.task === 'supplement') return null;
  return groups.includes(waiting.group) ? paths.task(task.id) : null;
}
