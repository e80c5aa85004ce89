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

/** A click younger than this may still be on its way. */
export const UNANSWERED_SECONDS = 60;
