import type { ACTIONS } from '../contender.ts';

type Step = Exclude<(typeof ACTIONS)[number], 'place'>;

interface Row {
  readonly by: string;
  readonly from: string;
  readonly to: string;
  /** Where the voucher money goes. */
  readonly moves?: readonly [from: string, to: string];
}

/** The way of the lifecycle, and nothing beside it. */
export const STEPS: Readonly<Record<Step, Row>> = {
  confirmPrice: { by: 'institution', from: 'unpaid', to: 'priced' },
  pay: { by: 'enterprise', from: 'priced', to: 'paymentReview', moves: ['available', 'held'] },
  approvePayment: { by: 'park', from: 'paymentReview', to: 'paid', moves: ['held', 'committed'] },
  requestRedemption: { by: 'institution', from: 'paid', to: 'redemptionReview' },
  approveRedemption: { by: 'center', from: 'redemptionReview', to: 'approvedOnce' },
  approveRedemption2: { by: 'center', from: 'approvedOnce', to: 'approved' },
  recordPayout: { by: 'finance', from: 'approved', to: 'redeemed', moves: ['committed', 'redeemed'] },
};

export const isStep = (name: string): name is Step => Object.hasOwn(STEPS, name);

export const ROLES = [...new Set(Object.values(STEPS).map(({ by }) => by))];
