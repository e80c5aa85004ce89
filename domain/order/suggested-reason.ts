import type { Day } from '../day.ts';
import type { ContractLabel } from '../reading/found.ts';
import type { READY_REASONS } from './ready-reasons.ts';

export type RejectionReason = keyof typeof READY_REASONS.rejectPayment;

/** What a contract says otherwise than was entered: of the signing date, which day it says. */
export interface Mismatches {
  readonly labels: readonly ContractLabel[];
  readonly signedOn: Day | null;
  readonly grantedOn: Day;
}

/** What follows from a contract total that differs: the enterprise's part does then, too. */
const PARTS_OF_TOTAL: readonly ContractLabel[] = ['voucherAmount', 'selfPaid'];

/**
 * The ready reason that says what differs between a contract and what was entered.
 *
 * @returns undefined where nothing differs, and where no one reason says all that does
 * @source L84, L149, L177
 */
export function suggestRejection(mismatches: Mismatches): RejectionReason | undefined {
  const { labels } = mismatches;
  const said = labels.includes('orderAmount') ? labels.filter((label) => !PARTS_OF_TOTAL.includes(label)) : labels;
  const [reason, ...others] = new Set(said.map((label) => reasonFor(label, mismatches)));
  return others.length === 0 ? reason : undefined;
}

function reasonFor(label: ContractLabel, { signedOn, grantedOn }: Mismatches): RejectionReason {
  switch (label) {
    case 'orderAmount':
      return 'amountDiffers';
    case 'voucherAmount':
    case 'selfPaid':
      return 'partsDiffer';
    case 'partyA':
    case 'partyB':
      return 'partiesDiffer';
    case 'contractNumber':
      return 'numberDiffers';
    case 'signedOn':
      return signedOn !== null && signedOn < grantedOn ? 'beforeGrant' : 'dateDiffers';
  }
}
