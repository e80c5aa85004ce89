import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import { redeemableFen } from '../../../domain/order/amounts.ts';
import type { OrderBodies } from '../../../domain/order/commands.ts';
import { eventName, isConsent, listConsents, rolesAgreed } from '../../../domain/order/events.ts';
import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import { orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { listRoles, ROLES } from '../../../domain/role.ts';
import type { Role } from '../../../domain/role.ts';
import type { Look } from '../look.ts';
import { interpolate } from '../../../domain/words.ts';
import { longText } from '../long-text.ts';
import type { OrderCase } from './case.ts';
import { describePapers } from './decided-papers.ts';
import { isPersons, isStep } from './events.ts';
import { LOG_WORDS } from './log-words.ts';
import type { LogWords } from './log-words.ts';

/** What happened, newest first, with amounts and reasons in full; of what the clock did, what the reader should know. @source L140, D4 */
export function logView(found: OrderCase) {
  const { history, account } = found;
  const staff = account.roles.some((role) => role !== 'institution' && role !== 'enterprise');
  return history
    .map((event, index) => ({ event, before: history.slice(0, index) }))
    .filter(({ event }) => isPersons(event) || isForAll(event) || (staff && event.step !== 'remind'))
    .toReversed()
    .map(({ event, before }) => entryOf(event, before, found));
}

/** What people did between two events of an order, the later one included, oldest first: what became of a task. @source D4 */
export function logBetween(found: OrderCase, { openedSeq, closedSeq }: { openedSeq: number; closedSeq: number }) {
  return found.history.flatMap((event, index) =>
    isPersons(event) && event.seq > openedSeq && event.seq <= closedSeq
      ? [entryOf(event, found.history.slice(0, index), found)]
      : [],
  );
}

/** What the clock does to the parties themselves. */
const isForAll = ({ step }: HistoryEvent): boolean => step === 'expire' || step === 'endTurn';

function entryOf(event: HistoryEvent, before: readonly HistoryEvent[], found: OrderCase) {
  const { language } = found;
  const words = LOG_WORDS[language];
  const common = {
    at: inShanghai(event.at),
    when: shanghaiTime(event.at),
    by: byWhom(event, language),
    // what was noted with the order stands at its head
    compared: describePapers(event, found.decided.get(event.seq) ?? [], language),
    reason: event.reason === null || event.step === 'place' ? null : longText(reasonIn(event.reason, language)),
  };
  if (!isPersons(event)) return { ...common, ...CLOCK_LOOKS, ...clockTexts(event, words) };
  const detail = detailOf(event, before, found);
  return {
    ...common,
    ...LOOKS[event.step],
    label: labelOf(event, before, language),
    detail: detail && `${words.colon}${detail}`,
  };
}

const byWhom = ({ actorName, actorRole }: HistoryEvent, language: OrderCase['language']): string =>
  actorName === null || actorRole === null
    ? LOG_WORDS[language].clock
    : `${actorName}${LOG_WORDS[language].open}${roleText(actorRole, language)}${LOG_WORDS[language].close}`;

const roleText = (role: Role, language: OrderCase['language']): string => ROLES[role][language];

function labelOf(
  event: HistoryEvent & { readonly step: OrderStep },
  before: readonly HistoryEvent[],
  language: OrderCase['language'],
): string {
  if (event.step === 'confirmPrice') return LOG_WORDS[language].priceConfirmed;
  return eventName(event, rolesAgreed(before), language);
}

function clockTexts({ step, to }: HistoryEvent, words: LogWords): { label: string; detail: string } {
  if (step === 'endTurn') {
    const isPaid = to === 'paid' || to === 'redemptionRejected';
    return {
      label: words.turnEnded,
      detail: `${words.colon}${isPaid ? words.redeemByPassed : words.useByPassed}`,
    };
  }
  const label = step === 'expire' ? words.expired : step === 'escalate' ? words.escalated : words.overdue;
  return { label, detail: '' };
}

function consentDetail(event: HistoryEvent, before: readonly HistoryEvent[], { language }: OrderCase): string {
  const agreed = [...listConsents(before), event].map(({ actorRole }) => actorRole);
  const missing = orderStep('close').by.filter((role) => !agreed.includes(role));
  return interpolate(LOG_WORDS[language].stillNeeded, { roles: listRoles(missing, language) });
}

const CLOCK_LOOKS: Look = { meaning: 'warn', glyph: 'clock' };

const LOOKS: Readonly<Record<OrderStep, Look>> = {
  place: { meaning: '', glyph: 'cart' },
  confirmPrice: { meaning: 'ok', glyph: 'yuan' },
  pay: { meaning: 'info', glyph: 'wallet' },
  withdraw: { meaning: 'warn', glyph: 'back' },
  approvePayment: { meaning: 'ok', glyph: 'check' },
  rejectPayment: { meaning: 'bad', glyph: 'cross' },
  requestRedemption: { meaning: 'info', glyph: 'money' },
  returnRedemption: { meaning: 'warn', glyph: 'back' },
  supplementRedemption: { meaning: 'info', glyph: 'up' },
  approveRedemption: { meaning: 'ok', glyph: 'check' },
  rejectRedemption: { meaning: 'bad', glyph: 'cross' },
  recordPayout: { meaning: 'ok', glyph: 'bank' },
  failPayout: { meaning: 'bad', glyph: 'bank' },
  proposeChange: { meaning: 'info', glyph: 'draft' },
  acceptChange: { meaning: 'info', glyph: 'handshake' },
  approveChange: { meaning: 'ok', glyph: 'check' },
  rejectChange: { meaning: 'bad', glyph: 'cross' },
  dropChange: { meaning: '', glyph: 'close' },
  close: { meaning: '', glyph: 'lock' },
  dropClosure: { meaning: 'warn', glyph: 'close' },
};

/** The amounts of a step, in words. */
function detailOf(event: HistoryEvent, before: readonly HistoryEvent[], found: OrderCase): string {
  const { file, language } = found;
  const words = LOG_WORDS[language];
  if (isStep(event, 'place')) return file.product.name;
  if (isStep(event, 'confirmPrice')) {
    const [from, to] = [priceBefore(before, file.order.listPriceFen), event.body.orderAmountFen];
    return from === to
      ? interpolate(words.priceKept, { to: groupedYuan(to) })
      : interpolate(words.priceDetail, { from: groupedYuan(from), to: groupedYuan(to) });
  }
  if (isStep(event, 'pay'))
    return interpolate(words.payDetail, {
      v: groupedYuan(event.body.voucherAmountFen),
      number: event.body.contract.number,
    });
  if (isStep(event, 'approvePayment')) return interpolate(words.approvedDetail, { v: groupedYuan(paidBefore(before)) });
  if (isStep(event, 'requestRedemption', 'supplementRedemption'))
    return claimDetail(event.body, before, file.order.rules, words);
  if (isStep(event, 'approveRedemption'))
    return interpolate(event.to === 'redemptionReview' ? words.firstApproval : words.approvalDetail, {
      r: groupedYuan(event.body.amountFen),
    });
  if (isStep(event, 'recordPayout'))
    return interpolate(words.payoutDetail, {
      amount: groupedYuan(event.body.amountFen),
      reference: event.body.reference,
    });
  if (isStep(event, 'proposeChange'))
    return interpolate(words.changeDetail, {
      o: groupedYuan(event.body.orderAmountFen),
      v: groupedYuan(event.body.voucherAmountFen),
    });
  if (isStep(event, 'rejectRedemption') && event.to === 'closed') return words.closedToo;
  if (isConsent(event)) return consentDetail(event, before, found);
  return '';
}

function claimDetail(
  { actualAmountFen, invoices }: OrderBodies['requestRedemption'],
  before: readonly HistoryEvent[],
  rules: OrderCase['file']['order']['rules'],
  words: LogWords,
): string {
  const most = redeemableFen({ voucherAmountFen: paidBefore(before), actualAmountFen }, rules);
  return interpolate(words.claimDetail, { a: groupedYuan(actualAmountFen), n: invoices.length, r: groupedYuan(most) });
}

/** O before this event: as confirmed last, else P. */
const priceBefore = (before: readonly HistoryEvent[], listPriceFen: Fen): Fen => {
  const last = before.findLast((event) => isStep(event, 'confirmPrice'));
  return last && isStep(last, 'confirmPrice') ? last.body.orderAmountFen : listPriceFen;
};

/** V before this event: as paid last, or as changed since by a contract change that was approved. */
function paidBefore(before: readonly HistoryEvent[]): Fen {
  let voucherAmountFen = 0 as Fen;
  let proposed = voucherAmountFen;
  for (const event of before) {
    if (isStep(event, 'pay')) voucherAmountFen = event.body.voucherAmountFen;
    if (isStep(event, 'proposeChange')) proposed = event.body.voucherAmountFen;
    if (isStep(event, 'approveChange')) voucherAmountFen = proposed;
  }
  return voucherAmountFen;
}
