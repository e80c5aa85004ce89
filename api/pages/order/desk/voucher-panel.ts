import { groupedYuan } from '../../../../domain/fen.ts';
import { balanceBar } from '../../balance.ts';
import { interpolate } from '../../../../domain/words.ts';
import type { Case } from './case.ts';
import { ORDER_DESK_WORDS } from './words.ts';

/** The voucher line the order is paid from, drawn to scale, with what the ledger holds of it for this order. @source D20 */
export function voucherPanel({ parts, order, shares, language }: Case) {
  const words = ORDER_DESK_WORDS[language];
  const bars = balanceBar(parts);
  return {
    direction: `${order.product.category.name} / ${order.product.subcategory.name}`,
    number: parts.voucher,
    bars,
    parts: bars.map(({ part, fill, amount }) => ({
      label: words[part],
      fill,
      amount,
      note: (part === 'held' || part === 'committed') && shareNote(groupedYuan(shares[part]), amount, words),
    })),
    granted: groupedYuan(parts.grantedFen),
  };
}

/** How much of a part is this order's; nothing where none or all of it is. */
const shareNote = (own: string, whole: string, words: (typeof ORDER_DESK_WORDS)['zh']) =>
  own !== '0.00' && own !== whole && interpolate(words.ofThis, { amount: own });
