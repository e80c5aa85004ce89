import { exportOrders } from './export.ts';
import { sendOrderSheet } from './pdf.ts';
import type { Page } from '../page.ts';
import { download, form, page } from '../page.ts';
import { CHANGE_PAGES } from './change.ts';
import { showOrders } from './list.ts';
import { PAYMENT_PAGES } from './payment.ts';
import { PRICE_PAGES } from './price.ts';
import { redemptionPages } from './redemption.ts';
import { showOrder, takePageStep } from './show.ts';
import type { StepOn } from './step-places.ts';

/** The pages of the steps that have one of their own. */
const STEP_PAGES: Readonly<Record<StepOn<'page'>, readonly Page[]>> = {
  confirmPrice: PRICE_PAGES,
  pay: PAYMENT_PAGES,
  requestRedemption: redemptionPages('requestRedemption'),
  supplementRedemption: redemptionPages('supplementRedemption'),
  proposeChange: CHANGE_PAGES,
};

/** The orders one may see, and what may be done with them. */
export const ORDER_PAGES: readonly Page[] = [
  page('/orders', 'signed-in', showOrders),
  download('/orders/export.xlsx', 'signed-in', exportOrders('xlsx')),
  download('/orders/export.csv', 'signed-in', exportOrders('csv')),
  page('/orders/:id', 'signed-in', showOrder),
  download('/orders/:id/sheet.pdf', 'signed-in', sendOrderSheet),
  form('/orders/:id/steps/:step', 'signed-in', takePageStep),
  ...Object.values(STEP_PAGES).flat(),
];
