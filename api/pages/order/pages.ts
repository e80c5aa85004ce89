import { exportOrders } from './export.ts';
import { sendOrderSheet } from './pdf.ts';
import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import type { Page } from '../page.ts';
import { download, form, page } from '../page.ts';
import { showChange, takeChange } from './change.ts';
import { showOrders } from './list.ts';
import { showPayment, takePayment } from './payment.ts';
import { showPrice, takePrice } from './price.ts';
import { showRedemption, takeRedemption } from './redemption.ts';
import { REDEMPTION_FILES } from './redemption-form.ts';
import { showOrder, takePageStep } from './show.ts';

/** The orders one may see, and what may be done with them. */
export const ORDER_PAGES: readonly Page[] = [
  page('/orders', 'signed-in', showOrders),
  download('/orders/export.xlsx', 'signed-in', exportOrders('xlsx')),
  download('/orders/export.csv', 'signed-in', exportOrders('csv')),
  page('/orders/:id', 'signed-in', showOrder),
  download('/orders/:id/sheet.pdf', 'signed-in', sendOrderSheet),
  form('/orders/:id/steps/:step', 'signed-in', takePageStep),
  page('/orders/:id/price', ORDER_STEPS.confirmPrice.by, showPrice),
  form('/orders/:id/price', ORDER_STEPS.confirmPrice.by, takePrice),
  page('/orders/:id/payment', ORDER_STEPS.pay.by, showPayment),
  form('/orders/:id/payment', ORDER_STEPS.pay.by, takePayment, { files: { contract: 'contract' } }),
  page('/orders/:id/redemption', ORDER_STEPS.requestRedemption.by, showRedemption('requestRedemption')),
  form('/orders/:id/redemption', ORDER_STEPS.requestRedemption.by, takeRedemption('requestRedemption'), {
    files: REDEMPTION_FILES,
  }),
  page('/orders/:id/supplement', ORDER_STEPS.supplementRedemption.by, showRedemption('supplementRedemption')),
  form('/orders/:id/supplement', ORDER_STEPS.supplementRedemption.by, takeRedemption('supplementRedemption'), {
    files: REDEMPTION_FILES,
  }),
  page('/orders/:id/change', ORDER_STEPS.proposeChange.by, showChange),
  form('/orders/:id/change', ORDER_STEPS.proposeChange.by, takeChange, {
    files: { agreement: 'supplementaryAgreement' },
  }),
];
