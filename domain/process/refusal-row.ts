/** A reason a rule may refuse for. Its code is a contract, its wording is not. */
export interface RefusalRow {
  /** HTTP: 403 not one's role, 404 not to be known, 409 refused by state, 422 refused over the input. */
  readonly status: 403 | 404 | 409 | 422;
  readonly source: string;
  readonly zh: string;
  readonly en: string;
}
