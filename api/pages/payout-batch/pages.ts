import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import { download, form, page } from '../page.ts';
import type { Page } from '../page.ts';
import { exportBatch } from './export.ts';
import { showBatches, takePrepare } from './list.ts';
import { takeFailure, takePayment, takeRemoval } from './settle.ts';
import { takeAllPaid } from './settle-all.ts';
import { showBatch } from './show.ts';

/** Whoever may record payouts. */
const { by } = ORDER_STEPS.recordPayout;

/** Payouts for the bank: prepared as batches, exported, then marked line by line. @source D2 */
export const PAYOUT_BATCH_PAGES: readonly Page[] = [
  page('/payout-batches', by, showBatches),
  form('/payout-batches', by, takePrepare),
  page('/payout-batches/:id', by, showBatch),
  download('/payout-batches/:id/export.xlsx', by, exportBatch('xlsx')),
  download('/payout-batches/:id/export.csv', by, exportBatch('csv')),
  form('/payout-batches/:id/export.xlsx', by, exportBatch('xlsx')),
  form('/payout-batches/:id/export.csv', by, exportBatch('csv')),
  form('/payout-batches/:id/payment', by, takeAllPaid),
  form('/payout-batches/:id/lines/:lineId/payment', by, takePayment),
  form('/payout-batches/:id/lines/:lineId/failure', by, takeFailure),
  form('/payout-batches/:id/lines/:lineId/removal', by, takeRemoval),
];
