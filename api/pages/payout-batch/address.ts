import type { LineAddress } from '../../actions/payout-batch.ts';
import { readId } from '../query-params.ts';
import type { MemberVisit } from '../visit.ts';

/** The id of the batch in the address. @throws Refused `payout-batch.not-found` for what is none */
export const batchIdOf = (visit: MemberVisit): string => readId(visit, 'id', 'payout-batch.not-found');

/** The line in the address. @throws Refused `payout-batch.not-found` for what is none */
export const lineAddressOf = (visit: MemberVisit): LineAddress => ({
  id: batchIdOf(visit),
  lineId: readId(visit, 'lineId', 'payout-batch.not-found'),
});
