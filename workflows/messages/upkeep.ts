import type { ReconciliationReport } from '../../domain/reconciliation.ts';

/** Workflows that run on a schedule. Never renamed. */
export const RECONCILIATION = 'reconciliation';
export const LAPSE = 'lapse';
export const REREADING = 'rereading';

/** The schedules they run on. Never renamed. */
export const RECONCILIATION_SCHEDULE = 'quanliu-reconciliation';
export const LAPSE_SCHEDULE = 'quanliu-lapse';
export const REREADING_SCHEDULE = 'quanliu-rereading';

export interface UpkeepActivities {
  /** Compares every open row with Temporal and the ledger. Running it twice or two at a time does no harm. */
  reconcile(): Promise<ReconciliationReport>;
  /** Lapses what is left on lines past their useBy; answers how many lines. @source D20 */
  lapseVouchers(): Promise<number>;
  /** Begins the reading of files that a former reader has read, or that wanted networks; answers how many. */
  readAgain(): Promise<number>;
}
