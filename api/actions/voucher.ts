import { maySee } from '../../domain/order/permissions.ts';
import type { Account } from '../../db/reads/account.ts';
import { orderFile } from '../../db/reads/order.ts';
import { namedLine } from '../../db/reads/voucher.ts';
import type { LineRow, VoucherRow } from '../../db/reads/voucher.ts';
import { found, Refused } from './errors.ts';
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
  const file = await orderFile(db, orderId);
  if (!file || !maySee(file.order, account)) throw new Refused('order.not-found');
  return found(await namedLine(db, file.order.voucherLineId), 'voucher.not-found');
}
