import type { Language } from './language.ts';
import { CONTRACT_REFUSALS } from './order/contract-refusals.ts';
import { REDEMPTION_REFUSALS } from './order/redemption-refusals.ts';
import { ORDER_REFUSALS } from './order/refusals.ts';
import { PASSWORD_RESET_REFUSALS } from './password-reset/refusals.ts';
import type { RefusalRow } from './process/refusal-row.ts';
import { PROCESS_REFUSALS } from './process/refusals.ts';
import { VOUCHER_REFUSALS } from './voucher-refusals.ts';

/** Every reason a rule may refuse for. Codes are a contract, wording is not. */
export const REFUSALS = {
  ...ORDER_REFUSALS,
  ...VOUCHER_REFUSALS,
  ...CONTRACT_REFUSALS,
  ...REDEMPTION_REFUSALS,
  ...PASSWORD_RESET_REFUSALS,
  ...PROCESS_REFUSALS,
} satisfies Record<string, RefusalRow>;

export type RefusalCode = keyof typeof REFUSALS;

/** The row of a code: its status, source and wording. */
export const refusal = (code: RefusalCode): RefusalRow => REFUSALS[code];

/** Whether a stored text is a code of this release. */
export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);

/** The wording of a stored code; undefined for one that is not of this release. */
export const refusalText = (code: string, language: Language): string | undefined =>
  isRefusalCode(code) ? refusal(code)[language] : undefined;
