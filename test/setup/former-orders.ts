type Event = readonly [step: string, toState: string, version: number];

/** An order of the former release, and what the migration must know of it. */
export interface FormerOrder {
  readonly what: string;
  /** Its events, with the version the order had after each: the former release stored the last alone. */
  readonly events: readonly Event[];
  readonly unconfirmed?: true;
  readonly returned?: true;
  readonly change?: 'proposed' | 'accepted';
  /** Its tasks in the order in which they were opened, by the numbers of the events that opened and closed them. */
  readonly tasks: readonly {
    readonly kind: string;
    readonly state: 'open' | 'claimed' | 'done' | 'withdrawn';
    readonly opened: number;
    readonly closed?: number;
    /** The version that was last seen with it. */
    readonly version: number;
  }[];
  readonly waiting: readonly [role: string, step: string] | null;
}

const SUBMITTED: readonly Event[] = [
  ['place', 'unpaid', 1],
  ['pay', 'paymentReview', 2],
];
const PAID: readonly Event[] = [...SUBMITTED, ['approvePayment', 'paid', 3]];
const CLAIMED: readonly Event[] = [...PAID, ['requestRedemption', 'redemptionReview', 4]];
const APPROVED: readonly Event[] = [
  ...CLAIMED,
  ['approveRedemption', 'redemptionReview', 4],
  ['approveRedemption', 'preRedeemed', 5],
];
const paymentReview = { kind: 'paymentReview', state: 'done', opened: 2, closed: 3, version: 2 } as const;
const redemptionReview = { kind: 'redemptionReview', state: 'done', opened: 4, closed: 6, version: 4 } as const;

/** Orders in every state, with every event that does not raise the version. */
export const FORMER_ORDERS: readonly FormerOrder[] = [
  {
    what: 'an order whose price is not confirmed',
    events: [['place', 'unpaid', 1]],
    unconfirmed: true,
    tasks: [],
    waiting: ['institution', 'confirmPrice'],
  },
  {
    what: 'an unpaid order that was reminded of',
    events: [
      ['place', 'unpaid', 1],
      ['confirmPrice', 'unpaid', 2],
      ['remind', 'unpaid', 2],
    ],
    tasks: [],
    waiting: ['enterprise', 'pay'],
  },
  {
    what: 'a review of a payment that is late',
    events: [
      ...SUBMITTED,
      ['remind', 'paymentReview', 2],
      ['overdue', 'paymentReview', 2],
      ['escalate', 'paymentReview', 2],
    ],
    tasks: [{ kind: 'paymentReview', state: 'open', opened: 2, version: 2 }],
    waiting: ['park', 'approvePayment'],
  },
  {
    what: 'a payment that was withdrawn and submitted again',
    events: [...SUBMITTED, ['withdraw', 'unpaid', 3], ['pay', 'paymentReview', 4]],
    tasks: [
      { kind: 'paymentReview', state: 'withdrawn', opened: 2, closed: 3, version: 2 },
      { kind: 'paymentReview', state: 'open', opened: 4, version: 4 },
    ],
    waiting: ['park', 'approvePayment'],
  },
  {
    what: 'a refused payment',
    events: [...SUBMITTED, ['rejectPayment', 'paymentRejected', 3]],
    tasks: [paymentReview],
    waiting: ['enterprise', 'pay'],
  },
  {
    what: 'a paid order that one of three wants closed',
    events: [...PAID, ['close', 'paid', 3]],
    tasks: [paymentReview],
    waiting: ['institution', 'requestRedemption'],
  },
  {
    what: 'a contract change that is proposed',
    events: [...PAID, ['proposeChange', 'paid', 4]],
    change: 'proposed',
    tasks: [paymentReview],
    waiting: ['enterprise', 'acceptChange'],
  },
  {
    what: 'a contract change that is accepted',
    events: [...PAID, ['proposeChange', 'paid', 4], ['acceptChange', 'paid', 5]],
    change: 'accepted',
    tasks: [paymentReview, { kind: 'contractChange', state: 'claimed', opened: 5, version: 5 }],
    waiting: ['park', 'approveChange'],
  },
  {
    what: 'a redemption that one of two has approved',
    events: [...CLAIMED, ['approveRedemption', 'redemptionReview', 4]],
    tasks: [paymentReview, { kind: 'redemptionReview', state: 'open', opened: 4, version: 4 }],
    waiting: ['center', 'approveRedemption'],
  },
  {
    what: 'a redemption that was returned',
    events: [...CLAIMED, ['returnRedemption', 'redemptionReview', 5]],
    returned: true,
    tasks: [
      paymentReview,
      { ...redemptionReview, closed: 5 },
      { kind: 'supplement', state: 'open', opened: 5, version: 5 },
    ],
    waiting: ['institution', 'supplementRedemption'],
  },
  {
    what: 'a refused redemption',
    events: [...CLAIMED, ['rejectRedemption', 'redemptionRejected', 5]],
    tasks: [paymentReview, { ...redemptionReview, closed: 5 }],
    waiting: ['institution', 'requestRedemption'],
  },
  {
    what: 'a redemption that is partly paid out',
    events: [...APPROVED, ['recordPayout', 'preRedeemed', 6]],
    tasks: [paymentReview, redemptionReview, { kind: 'payout', state: 'claimed', opened: 6, version: 6 }],
    waiting: ['finance', 'recordPayout'],
  },
  {
    what: 'a redeemed order',
    events: [...APPROVED, ['recordPayout', 'redeemed', 6]],
    tasks: [paymentReview, redemptionReview, { kind: 'payout', state: 'done', opened: 6, closed: 7, version: 5 }],
    waiting: null,
  },
  {
    what: 'an order that nobody paid',
    events: [
      ['place', 'unpaid', 1],
      ['expire', 'closed', 2],
    ],
    tasks: [],
    waiting: null,
  },
  {
    what: 'an order closed by all three',
    events: [...PAID, ['close', 'paid', 3], ['close', 'paid', 3], ['close', 'closed', 4]],
    tasks: [paymentReview],
    waiting: null,
  },
];
