import type { RefusalCode } from './refusals.ts';

/** What a rule answers: allowed, or refused with a stable code. */
export type Ruling = { readonly allowed: true } | { readonly allowed: false; readonly code: RefusalCode };

export const ALLOWED: Ruling = { allowed: true };

/** Refused with `code`, whatever else holds. */
export const refused = (code: RefusalCode): Ruling => ({ allowed: false, code });

/** Refused with `code` when `wrong` holds. */
export const refuseIf = (wrong: boolean, code: RefusalCode): Ruling => (wrong ? refused(code) : ALLOWED);

/** The first refusal among the rulings, in the order given; allowed when there is none. */
export const all = (...rulings: readonly Ruling[]): Ruling => rulings.find((ruling) => !ruling.allowed) ?? ALLOWED;
