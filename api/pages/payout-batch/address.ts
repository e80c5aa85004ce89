import type { Request } from 'express';
import { Refused } from '../../errors.ts';
import { isId } from '../../forms/fields.ts';
import type { LineAddress } from '../../payout-batch.ts';

/** The id of the batch in the address. @throws Refused `payout-batch.not-found` for what is none */
export const batchIdOf = (request: Request): string => idIn(request, 'id');

/** The line in the address. @throws Refused `payout-batch.not-found` for what is none */
export const lineAddressOf = (request: Request): LineAddress => ({
  id: batchIdOf(request),
  lineId: idIn(request, 'lineId'),
});

function idIn(request: Request, name: string): string {
  const id = String(request.params[name]);
  if (!isId(id)) throw new Refused('payout-batch.not-found');
  return id.toLowerCase();
}
