import type { OrderState } from '../../domain/order/states.ts';
import type { Look } from './look.ts';

/** What a state means at a glance, and its glyph: never by color alone. */
const STATE_LOOKS: Readonly<Record<OrderState, Look>> = {
  unpaid: { meaning: 'warn', glyph: 'wallet' },
  paymentReview: { meaning: 'info', glyph: 'hourglass' },
  paymentRejected: { meaning: 'bad', glyph: 'cross' },
  paid: { meaning: 'ok', glyph: 'check' },
  redemptionReview: { meaning: 'info', glyph: 'hourglass' },
  preRedeemed: { meaning: 'ok', glyph: 'bank' },
  redeemed: { meaning: 'ok', glyph: 'done' },
  redemptionRejected: { meaning: 'bad', glyph: 'cross' },
  closed: { meaning: 'mute', glyph: 'lock' },
};

/** The tag of an order's state: glyph, word and meaning. */
export const stateTag = (
  { state, stateLabel }: { readonly state: OrderState; readonly stateLabel: string },
  large = false,
) => ({ ...STATE_LOOKS[state], label: stateLabel, large });
