import type { Page } from '../page.ts';
import { form, page } from '../page.ts';
import { showOrders } from './list.ts';
import { showOrder, takePageStep } from './show.ts';

/** The orders one may see, and what may be done with them. */
export const ORDER_PAGES: readonly Page[] = [
  page('/orders', 'signed-in', showOrders),
  page('/orders/:id', 'signed-in', showOrder),
  form('/orders/:id/steps/:step', 'signed-in', takePageStep),
];
