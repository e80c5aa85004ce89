/** Where an institution is paid. @source D2, D17 */
export interface BankAccount {
  readonly name: string;
  /** Digits as printed; never a number, which would lose zeros. */
  readonly number: string;
  readonly branch: string;
}
