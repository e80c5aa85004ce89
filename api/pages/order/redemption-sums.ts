import { dayOf, daysBetween, parseDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { floorShareFen, groupedYuan, parseYuan, subtractFen, sumFen } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { redeemableFen } from '../../../domain/order/amounts.ts';
import type { Order } from '../../../domain/order/order.ts';
import { interpolate } from '../../../domain/words.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { chainView } from './amounts-chart.ts';
import { invoiceRows } from './redemption-form.ts';
import { REDEMPTION_WORDS } from './redemption-words.ts';

/** How much could be redeemed for what is typed: min(V, ⌊r × A⌋), the shortfall, and the chain as far as it is known. @source L152 */
export function sumsView(order: Order, values: Values, language: Language) {
  const words = REDEMPTION_WORDS[language];
  const typed = parseYuan(textOf(values, 'actualAmount'));
  const fits = typed !== undefined && typed > 0 && typed <= order.orderAmountFen;
  const actualAmountFen = fits ? typed : null;
  const percent = order.rules.redeemPercent;
  const chain = chainView(
    { ...order, actualAmountFen, redemptionFen: null, paidOutFen: null, redeemPercent: percent },
    language,
  );
  if (actualAmountFen === null) return { chain, result: null };
  const most = redeemableFen({ voucherAmountFen: order.voucherAmountFen, actualAmountFen }, order.rules);
  const short = subtractFen(order.voucherAmountFen, most);
  return {
    chain,
    result: {
      voucher: groupedYuan(order.voucherAmountFen),
      shareLabel: interpolate(words.shareOf, { a: groupedYuan(actualAmountFen), percent }),
      share: groupedYuan(floorShareFen(actualAmountFen, percent)),
      most: groupedYuan(most),
      short: short > 0 && groupedYuan(short),
    },
  };
}

/** How A stands to the invoices, in words beside the field. @source L165 */
export function sumSaid(order: Order, values: Values, language: Language) {
  const words = REDEMPTION_WORDS[language];
  const rows = invoiceRows(values);
  const amounts = rows.map(({ amount }) => parseYuan(amount)).filter((amount) => amount !== undefined);
  const typed = parseYuan(textOf(values, 'actualAmount'));
  const sum = sumFen(amounts);
  const facts = { n: rows.length, sum: groupedYuan(sum), o: groupedYuan(order.orderAmountFen) };
  if (typed !== undefined && typed > order.orderAmountFen)
    return { meaning: 'bad', glyph: 'alert', text: interpolate(words.aboveOrder, facts) };
  if (rows.length === 0 || typed === undefined) return null;
  if (sum === typed) return { meaning: 'ok', glyph: 'tick', text: interpolate(words.sumAgrees, facts) };
  const apart = groupedYuan(Math.abs(sum - typed) as Fen);
  return { meaning: 'warn', glyph: 'alert', text: interpolate(words.sumDiffers, { ...facts, apart }) };
}

/** What a reviewer will look at, said before it is sent: dates that are earlier than they should be. @source D12, L175 */
export function dateWarnings({ paymentApprovedAt, contract }: Order, values: Values, language: Language) {
  const words = REDEMPTION_WORDS[language];
  const started = parseDay(textOf(values, 'serviceStartedOn'));
  const approved = paymentApprovedAt === null ? undefined : dayOf(paymentApprovedAt);
  const early = earlierBy(started, approved);
  const invoices = invoiceRows(values)
    .map(({ issuedOn }) => parseDay(issuedOn))
    .filter((day) => day !== undefined && contract !== null && day < contract.signedOn);
  return {
    started: early > 0 ? interpolate(words.startedEarly, { n: early }) : null,
    invoices:
      invoices.length > 0 && contract
        ? interpolate(words.invoicedEarly, { n: invoices.length, day: contract.signedOn })
        : null,
  };
}

const earlierBy = (day: Day | undefined, than: Day | undefined): number =>
  day === undefined || than === undefined ? 0 : daysBetween(day, than);
