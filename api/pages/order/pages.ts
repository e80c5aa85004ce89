import { exportOrders } from '../../documents/order-export.ts';
import { sendOrderSheet } from '../../documents/order-sheet.ts';
import type { Page } from '../page.ts';
import { download, form, page } from '../page.ts';
import { showOrders } from './list.ts';
import { showOrder, takePageStep } from './show.ts';

/** The orders one may see, and what may be done with them. */
export const ORDER_PAGES: readonly Page[] = [
  page('/orders', 'signed-in', showOrders),
  download('/orders/export.xlsx', 'signed-in', exportOrders('xlsx')),
  download('/orders/export.csv', 'signed-in', exportOrders('csv')),
  page('/orders/:id', 'signed-in', showOrder),
  download('/orders/:id/sheet.pdf', 'signed-in', sendOrderSheet),
  form('/orders/:id/steps/:step', 'signed-in', takePageStep),
];
