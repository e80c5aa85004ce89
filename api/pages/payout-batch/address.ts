import type { Request } from 'express';
import type { LineAddress } from '../../actions/payout-batch.ts';
import { idIn } from '../query-params.ts';

/** The id of the batch in the address. @throws Refused `payout-batch.not-found` for what is none */
export const batchIdOf = (request: Request): string => idIn(request, 'id', 'payout-batch.not-found');

/** The line in the address. @throws Refused `payout-batch.not-found` for what is none */
export const lineAddressOf = (request: Request): LineAddress => ({
  id: batchIdOf(request),
  lineId: idIn(request, 'lineId', 'payout-batch.not-found'),
});
