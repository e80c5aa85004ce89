/** Workflows that run on a schedule. Never renamed. */
export const RECONCILIATION = 'reconciliation';
export const LAPSE = 'lapse';

/** What a reconciliation looked at, brought back and could not explain. */
export interface ReconciliationReport {
  readonly openOrders: number;
  /** Orders whose execution was gone and runs again. */
  readonly broughtBack: readonly string[];
  /** Accepted commands nobody had answered, sent again. */
  readonly resent: readonly string[];
  /** What does not add up, in words; to be looked at by a person. */
  readonly differences: readonly string[];
}

export interface UpkeepActivities {
  /** Compares every open row with Temporal and the ledger. Running it twice or two at a time does no harm. */
  reconcile(): Promise<ReconciliationReport>;
  /** Lapses what is left on lines past their useBy; answers how many lines. @source D20 */
  lapseVouchers(): Promise<number>;
}
