import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import { grouped, groupedYuan } from '../../../domain/fen.ts';
import { dayOf, shanghaiTime } from '../../../domain/day.ts';
import type { Fen } from '../../../domain/fen.ts';
import { openChange } from '../../../domain/order/order.ts';
import type { Order } from '../../../domain/order/order.ts';
import { ROLES } from '../../../domain/role.ts';
import { VOUCHER_KINDS } from '../../../domain/voucher.ts';
import { maySeeWhole } from '../../../db/reads/voucher.ts';
import { interpolate } from '../../../domain/words.ts';
import { longText } from '../long-text.ts';
import { paths } from '../paths.ts';
import { stateTag } from '../state-tag.ts';
import type { OrderCase } from './case.ts';
import { chainView } from './amounts-chart.ts';
import { datesView } from './dates.ts';
import { isStep, lastOf } from './events.ts';
import { filesNamed, filesView } from './files.ts';
import { logView } from './log.ts';
import { progressView } from './progress.ts';
import { roundsView } from './earlier-attempts.ts';
import { describeTurn } from './next-action.ts';
import { WORDS } from './words.ts';

/** An order as its page shows it: whose turn first, then how far it is, its money, its dates, its papers, its history. */
export function orderPage(found: OrderCase) {
  const { order, language, now } = found;
  const words = WORDS[language];
  return {
    title: `${order.product.name} ${order.number}`,
    product: order.product.name,
    number: order.number,
    id: order.id,
    sheet: paths.orderSheet(order.id),
    list: { all: paths.orders(), tab: paths.orders({ state: order.state }) },
    tag: stateTag(order, true),
    returned: order.returned && { meaning: 'warn', glyph: 'back', label: words.returned, large: true },
    facts: factsOf(found),
    note: found.order.note === null ? null : longText(found.order.note),
    remark: order.remark === '-' ? null : longText(reasonIn(order.remark, found.language)),
    whose: describeTurn(found),
    progress: progressView(found),
    chain: chainOf(found),
    dates: datesView(found),
    files: filesView(found),
    rounds: roundsView(found),
    log: logView(found),
    payouts: payoutsOf(found),
    changes: changesOf(found),
    closure: closureOf(found),
    voucher: voucherOf(found),
    printedAt: shanghaiTime(now),
  };
}

function factsOf({ order, account, language }: OrderCase) {
  const words = WORDS[language];
  const facts = [
    ...(account.roles.includes('enterprise') ? [] : [{ label: words.enterprise, value: order.enterprise.name }]),
    ...(account.roles.includes('institution') ? [] : [{ label: words.institution, value: order.institution.name }]),
    { label: words.subcategory, value: `${order.product.category.name} / ${order.product.subcategory.name}` },
    { label: words.park, value: order.enterprise.park.name },
    { label: words.placedAt, value: shanghaiTime(order.placedAt) },
  ];
  if (order.expectedAmount) facts.push({ label: words.expected, value: grouped(order.expectedAmount.amount) });
  return facts;
}

/** The amounts that are known. P ≥ O ≥ V, R ≤ min(V, ⌊r × A⌋). @source L99, L152 */
function chainOf({ file: { order, expectedAmountFen }, history, language }: OrderCase) {
  const words = WORDS[language];
  const priced = lastOf(history, 'confirmPrice');
  const changedAt = amountChangedAt(order, history, priced?.body.orderAmountFen ?? order.listPriceFen);
  const orderAmount = changedAt
    ? interpolate(words.priceChangedOn, { day: dayOf(changedAt) })
    : priced
      ? interpolate(words.priceConfirmedOn, { day: dayOf(priced.at) })
      : expectedAmountFen !== null && !order.priceConfirmed
        ? interpolate(order.state === 'closed' ? words.priceNever : words.priceExpected, {
            amount: groupedYuan(expectedAmountFen),
          })
        : words.priceAsListed;
  return chainView(
    {
      ...order,
      actualAmountFen: order.claim?.actualAmountFen ?? null,
      paidOutFen: order.redemptionFen === null ? null : order.paidOutFen,
      redeemPercent: order.rules.redeemPercent,
      notes: {
        orderAmount,
        ...(order.state === 'paymentReview' && { voucherAmount: words.heldNow }),
        ...(order.claim && {
          actualAmount: interpolate(words.invoicesSum, {
            n: order.claim.invoices.length,
            percent: order.rules.redeemPercent,
          }),
        }),
      },
    },
    language,
  );
}

/** When a contract change brought O to what it is; undefined while it is what was confirmed or ordered at. @source D13 */
function amountChangedAt(
  { changes, orderAmountFen }: Order,
  history: OrderCase['history'],
  confirmedFen: Fen,
): string | undefined {
  if (orderAmountFen === confirmedFen) return undefined;
  const first = changes
    .filter(({ state }) => state === 'approved')
    .findIndex((change) => change.orderAmountFen === orderAmountFen);
  return history.filter((event) => isStep(event, 'approveChange'))[first]?.at;
}

function payoutsOf({ order, language }: OrderCase) {
  if (!order.redemptionAmount || order.state === 'closed') return null;
  return {
    said: interpolate(WORDS[language].paidOutOf, {
      paid: grouped(order.paidOutAmount.amount),
      of: grouped(order.redemptionAmount.amount),
    }),
    rows: order.payouts.map(({ amount, paidOn, reference, by }) => ({
      amount: grouped(amount.amount),
      paidOn,
      reference,
      by: by.name,
    })),
  };
}

/** Supplementary agreements, newest first, each with where it stands. @source L84, D13 */
function changesOf(found: OrderCase) {
  const { file, order, language } = found;
  const words = WORDS[language];
  const open = openChange(file.order);
  const states = {
    proposed: { meaning: 'warn', glyph: 'hourglass', label: words.changeProposed },
    accepted: { meaning: 'info', glyph: 'hourglass', label: words.changeAccepted },
    approved: { meaning: 'ok', glyph: 'check', label: words.changeApproved },
    rejected: { meaning: 'bad', glyph: 'cross', label: words.changeRejected },
    dropped: { meaning: 'mute', glyph: 'close', label: words.changeDropped },
  } as const;
  return order.changes.toReversed().map(({ id, state, orderAmount, voucherAmount, attachmentId, proposedAt }) => ({
    tag: states[state],
    open: id === open?.id,
    text: interpolate(words.changeText, { o: grouped(orderAmount.amount), v: grouped(voucherAmount.amount) }),
    when: dayOf(proposedAt),
    files: filesNamed(found, [attachmentId]),
  }));
}

/** Who has agreed to close a paid order, with the reasons, and who has not yet. @source D3 */
function closureOf({ file: { order }, history, language }: OrderCase) {
  if (order.state !== 'paid' || !order.closure) return null;
  const { agreedBy } = order.closure;
  return (['institution', 'enterprise', 'center'] as const).map((role) => {
    const agreed = agreedBy.find((one) => one.role === role);
    const name = history.find(({ actorId }) => actorId === agreed?.by)?.actorName ?? '';
    return {
      role: ROLES[role][language],
      agreed: agreed !== undefined,
      text: agreed ? `${name} · ${dayOf(agreed.at)}` : WORDS[language].notAgreed,
      reason: agreed?.reason,
    };
  });
}

/** The voucher line the order names: its kind, direction, money and dates. @source L78, D10, D26 */
function voucherOf({ line, account, language }: OrderCase) {
  const words = WORDS[language];
  return {
    href: maySeeWhole(account) ? paths.voucher(line.voucherId) : paths.vouchers({ q: line.number }),
    number: line.number,
    kind: VOUCHER_KINDS[line.kind][language],
    facts: [
      { label: words.direction, value: `${line.category} / ${line.subcategory}` },
      { label: words.granted, value: groupedYuan(line.grantedFen), number: true },
      { label: words.available, value: groupedYuan(line.availableFen), number: true },
      { label: words.grantedOn, value: line.grantedOn, number: true },
      { label: words.useBy, value: line.useBy, number: true },
      { label: words.redeemBy, value: line.redeemBy, number: true },
    ],
  };
}
