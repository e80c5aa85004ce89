import { expect, test } from '@jest/globals';
import type { ContractLabel } from '../../domain/reading/found.ts';
import { suggestRejection } from '../../domain/order/suggested-reason.ts';
import { day } from '../makers.ts';

const suggest = (labels: readonly ContractLabel[], signedOn: string | null = null) =>
  suggestRejection({ labels, signedOn: signedOn === null ? null : day(signedOn), grantedOn: day('2026-01-15') });

test.each<readonly [readonly ContractLabel[], string | null, string | undefined]>([
  [[], null, undefined],
  [['orderAmount'], null, 'amountDiffers'],
  [['orderAmount', 'selfPaid'], null, 'amountDiffers'],
  [['orderAmount', 'voucherAmount', 'selfPaid'], null, 'amountDiffers'],
  [['voucherAmount'], null, 'partsDiffer'],
  [['voucherAmount', 'selfPaid'], null, 'partsDiffer'],
  [['partyA'], null, 'partiesDiffer'],
  [['partyA', 'partyB'], null, 'partiesDiffer'],
  [['contractNumber'], null, 'numberDiffers'],
  [['signedOn'], '2026-01-14', 'beforeGrant'],
  [['signedOn'], '2026-01-15', 'dateDiffers'],
  [['signedOn'], null, 'dateDiffers'],
  [['partyA', 'signedOn'], '2026-01-14', undefined],
  [['orderAmount', 'contractNumber'], null, undefined],
  [['selfPaid', 'partyB'], null, undefined],
])('where %j differ, signed on %s, %s is suggested (L149)', (labels, signedOn, reason) => {
  expect(suggest(labels, signedOn)).toBe(reason);
});
