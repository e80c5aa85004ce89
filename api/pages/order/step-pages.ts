import type { OrderStep } from '../../../domain/order/steps.ts';
import { paths } from '../paths.ts';

/** Where a step that has its own page is taken; the others are taken on the order's page, where their form opens. */
const PAGES: Partial<Record<OrderStep, (orderId: string) => string>> = {
  confirmPrice: paths.orderPrice,
  pay: paths.orderPayment,
};

/** Whether a step has its own page. */
export const hasOwnPage = (step: OrderStep): boolean => PAGES[step] !== undefined;

/** Where a step of an order is taken. */
export const stepPage = (orderId: string, step: OrderStep): string =>
  PAGES[step]?.(orderId) ?? `${paths.order(orderId)}#act-${step}`;
