import { dayOf, daysBetween } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import type { OrderState } from '../../../domain/order/states.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import { interpolate } from '../../../domain/words.ts';
import type { OrderCase } from './case.ts';
import { lastOf } from './events.ts';
import { WORDS } from './words.ts';
import type { Words } from './words.ts';

/** Which of the five stages an order stands at in each state; closed orders stand where they were closed. @source L92 */
const STAGE_OF: Readonly<Record<Exclude<OrderState, 'closed' | 'unpaid' | 'paymentRejected'>, number>> = {
  paymentReview: 2,
  paid: 3,
  redemptionReview: 4,
  redemptionRejected: 4,
  preRedeemed: 4,
  redeemed: 5,
};

/** An order's life in five stages, from 下单 to 兑付. @source L86, L88, L136, L138, L165 */
export function progressView(found: OrderCase) {
  const { file, history, language, now } = found;
  const words = WORDS[language];
  const { order } = file;
  const stage = order.state === 'closed' ? stageOf(found, beforeClosing(found)) : stageOf(found, order.state);
  const priced = lastOf(history, 'confirmPrice');
  const approved = lastOf(history, 'approvePayment');
  const ended = order.state === 'redeemed' || order.state === 'closed' ? history.at(-1) : undefined;
  const notes = [
    `${dayOf(file.placedAt)} ${words.byEnterprise}`,
    priced ? `${dayOf(priced.at)} ${words.byInstitution}` : order.priceConfirmed ? words.atListPrice : words.toBePriced,
    approved && stage > 2 ? `${dayOf(approved.at)} ${words.byPark}` : '',
    words.serviceMayBegin,
    ended && order.state === 'redeemed' ? dayOf(ended.at) : '',
  ];
  const labels = [words.stagePlaced, words.stagePriced, words.stagePayment, words.stagePaid, words.stageRedemption];
  return {
    lead: leadText(dayOf(file.placedAt), dayOf(ended?.at ?? now), words),
    steps: labels.map((label, index) => {
      const current = index === stage;
      const here = current ? hereText(found) : notes[index];
      return {
        number: index + 1,
        label,
        done: index < stage,
        current,
        stopped: current && order.state === 'closed',
        rejected: current && (order.state === 'paymentRejected' || order.state === 'redemptionRejected'),
        note: index <= stage ? here : '',
      };
    }),
  };
}

function leadText(placed: Day, until: Day, words: Words): string {
  const days = daysBetween(placed, until);
  return interpolate(days === 0 ? words.placedOn : days === 1 ? words.placedOneAgo : words.placedAgo, {
    day: placed,
    n: days,
  });
}

function stageOf({ file: { order } }: OrderCase, state: OrderState): number {
  if (state === 'unpaid' || state === 'paymentRejected') return order.priceConfirmed ? 2 : 1;
  return state === 'closed' ? 1 : STAGE_OF[state];
}

const beforeClosing = ({ history }: OrderCase): OrderState => history.at(-1)?.from ?? 'unpaid';

function hereText({ file: { order }, language }: OrderCase): string {
  const words = WORDS[language];
  if (order.state === 'unpaid') return order.priceConfirmed ? words.waitsForPayment : words.toBePriced;
  if (order.state === 'paid') return words.serviceMayBegin;
  const state = ORDER_STATES[order.state][language];
  return order.returned ? `${state} · ${words.returned}` : state;
}

/** 2026-09-03 */
