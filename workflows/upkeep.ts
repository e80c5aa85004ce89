import { proxyActivities } from '@temporalio/workflow';
import type { ReconciliationReport } from '../domain/reconciliation.ts';
import type { UpkeepActivities } from './messages/upkeep.ts';

const { reconcile, lapseVouchers, readAgain } = proxyActivities<UpkeepActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '5s', maximumInterval: '5m' },
});

/** Looks for orders that Temporal has lost, clicks nobody answered and money that does not add up. Runs on a schedule. */
export const reconciliation = (): Promise<ReconciliationReport> => reconcile();

/** Lapses voucher money past its useBy. Runs daily. @source D20 */
export const lapse = (): Promise<number> => lapseVouchers();

/** Has some of the files read again that a former reader has read. Runs hourly. @source L149 */
export const rereading = (): Promise<number> => readAgain();
