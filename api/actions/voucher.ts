import type { Account } from '../../db/reads/account.ts';
import { findNamedLine } from '../../db/reads/voucher.ts';
import type { LineRow, VoucherRow } from '../../db/reads/voucher.ts';
import { insistFound } from './errors.ts';
import { getOrderRecord } from './order.ts';
import type { Portal } from './portal.ts';

/**
 * The voucher of an order with the one line it names. The institution looks it up before it signs the contract.
 *
 * @throws Refused `order.not-found`, also for an order the asker may not see
 * @source L78, D26
 */
export async function voucherOfOrder(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  orderId: string,
): Promise<{ voucher: VoucherRow; line: LineRow }> {
  const { order } = await getOrderRecord({ db }, account, orderId);
  return insistFound(await findNamedLine(db, order.voucherLineId), 'voucher.not-found');
}
