/** What a reconciliation looked at, brought back and could not explain. */
export interface ReconciliationReport {
  readonly openOrders: number;
  /** Orders whose execution was gone and runs again. */
  readonly broughtBack: readonly string[];
  /** Accepted commands nobody had answered, sent again. */
  readonly resent: readonly string[];
  /** What does not add up, in words; to be looked at by a person. */
  readonly differences: readonly string[];
  /**
   * Whether it was a whole one: the invoices of every claim were compared, not only of those changed lately, and each execution was
   * asked itself. Missing in reports of a former release.
   */
  readonly everyClaim?: boolean;
}

/** Every claim ever made is read again, and each execution asked itself, after this long. In between those changed since are: what a recording did not yet show then, by a margin. */
export const EVERY_CLAIM = { hours: 24, marginMinutes: 60 } as const;

/** When what is done again and again is late, in minutes since the last time: longer than a run, or a poll, and what it may be behind. */
export const LATE_MINUTES = { mail: 15, reconciliation: 30, lapse: 25 * 60 } as const;

/** A click that nobody was answered about is withdrawn after this long: by then its sender has gone, and a signal was recorded. */
export const ABANDONED_SECONDS = 600;

/** A click younger than this may still be on its way. */
export const UNANSWERED_SECONDS = 60;
