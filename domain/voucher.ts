import type { Day } from './day.ts';
import type { Fen } from './fen.ts';

/**
 * The accounts of a voucher line. `granted` is the contra account: for every line at every moment
 * granted = available + held + committed + redeemed + lapsed.
 *
 * @source D20
 */
export const LEDGER_ACCOUNTS = ['granted', 'available', 'held', 'committed', 'redeemed', 'lapsed'] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

/** Money moving from one account of a line to another. */
export interface Movement {
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  readonly amountFen: Fen;
}

/** A movement, unless there is nothing to move. */
export const moving = (from: LedgerAccount, to: LedgerAccount, amountFen: Fen): Movement[] =>
  amountFen === 0 ? [] : [{ from, to, amountFen }];

/** Where money that comes back goes: usable again until useBy, lapsed after it. @source D20 */
export const backAccount = (today: Day, useBy: Day): LedgerAccount => (today <= useBy ? 'available' : 'lapsed');

export const VOUCHER_KINDS = {
  development: { zh: '高质量发展券', en: 'High-quality development voucher' },
  startup: { zh: '创新创业券', en: 'Innovation and start-up voucher' },
} as const;
export type VoucherKind = keyof typeof VOUCHER_KINDS;
