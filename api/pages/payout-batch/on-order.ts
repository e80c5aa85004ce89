import { listBatchLinesOfOrder } from '../../../db/reads/payout-batch.ts';
import type { Account } from '../../../db/reads/account.ts';
import type { Language } from '../../../domain/language.ts';
import { BATCH_LINE_STATES } from '../../../domain/payout-batch.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import type { Portal } from '../../actions/portal.ts';
import { paths } from '../paths.ts';
import { LINE_LOOKS } from './view.ts';

/** The lines of batches an order has stood in, for those who prepare them; nothing for others. @source D2 */
export async function batchesOfOrder(
  { db }: Portal,
  orderId: string,
  { account, language }: { readonly account: Account; readonly language: Language },
) {
  const { by } = ORDER_STEPS.recordPayout;
  if (!account.roles.some((role) => (by as readonly string[]).includes(role))) return [];
  return (await listBatchLinesOfOrder(db, orderId)).map(({ id, batchId, batch, amountFen, state, reason }) => ({
    href: `${paths.payoutBatch(batchId)}#l-${id}`,
    number: batch,
    amount: groupedYuan(amountFen),
    reason,
    tag: { ...LINE_LOOKS[state], label: BATCH_LINE_STATES[state][language] },
  }));
}
