import { groupedYuan, subtractFen } from '../../../../domain/fen.ts';
import { balanceBar } from '../../balance.ts';
import { interpolate } from '../../../../domain/words.ts';
import type { Case } from './case.ts';
import { ORDER_DESK_WORDS } from './words.ts';

/** The voucher line the order is paid from, drawn to scale, with this order's share of it. @source D20 */
export function voucherPanel({ parts, order, file, language }: Case) {
  const words = ORDER_DESK_WORDS[language];
  const bars = balanceBar(parts);
  const account = order.state === 'paymentReview' ? 'held' : 'committed';
  const { voucherAmountFen, paidOutFen } = file.order;
  const own = groupedYuan(subtractFen(voucherAmountFen, paidOutFen));
  return {
    direction: `${order.product.category.name} / ${order.product.subcategory.name}`,
    number: parts.voucher,
    bars,
    parts: bars.map(({ part, fill, amount }) => ({
      label: words[part],
      fill,
      amount,
      note: part === account && own !== amount ? interpolate(words.ofThis, { amount: own }) : undefined,
    })),
    granted: groupedYuan(parts.grantedFen),
  };
}
