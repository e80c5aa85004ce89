/** O, V, A and R of the usual order, in yuan. P is 60 000; R is at or above the amount that needs two persons. */
export const AMOUNTS = {
  orderAmount: '50000.00',
  voucherAmount: '30000.00',
  actualAmount: '50000.00',
  redemptionAmount: '30000.00',
} as const;

/** What people enter at each step of the road, in yuan; the drivers add papers, dates and ids. */
export interface RoadBodies {
  readonly place: { readonly expectedAmount: string };
  readonly confirmPrice: { readonly orderAmount: string };
  readonly pay: { readonly voucherAmount: string; readonly orderAmount: string };
  readonly approvePayment: { readonly comment: string | null };
  readonly requestRedemption: { readonly actualAmount: string };
  readonly approveRedemption: { readonly amount: string; readonly reason: string | null };
  readonly recordPayout: { readonly amount: string; readonly reference: string };
}

type RoadStep = keyof RoadBodies;
export type Person = 'chen' | 'wang' | 'li' | 'zhao' | 'zhou' | 'sun';

/** The sample data's accounts of these people: `demo-…`. */
export const ACCOUNTS: Readonly<Record<Person, string>> = {
  chen: 'institution',
  wang: 'enterprise',
  li: 'park',
  zhao: 'center',
  zhou: 'center-2',
  sun: 'finance',
};

type Row<S extends RoadStep> = {
  /** What the order has come to when the step is taken. */
  readonly stop: string;
  readonly step: S;
  readonly person: Person;
  readonly body: RoadBodies[S];
};
/** One step of the road: who takes it, and with what. */
export type RoadRow = { [S in RoadStep]: Row<S> }[RoadStep];

const { orderAmount, voucherAmount, actualAmount, redemptionAmount } = AMOUNTS;
const approval = { amount: redemptionAmount, reason: null };

/** The usual road of an order, from placing to paid out. Every driver takes these rows. */
const ROAD = [
  { stop: 'unpaid', step: 'place', person: 'wang', body: { expectedAmount: orderAmount } },
  { stop: 'priced', step: 'confirmPrice', person: 'chen', body: { orderAmount } },
  { stop: 'paymentReview', step: 'pay', person: 'wang', body: { voucherAmount, orderAmount } },
  { stop: 'paid', step: 'approvePayment', person: 'li', body: { comment: null } },
  { stop: 'redemptionReview', step: 'requestRedemption', person: 'chen', body: { actualAmount } },
  { stop: 'approvedOnce', step: 'approveRedemption', person: 'zhao', body: approval },
  { stop: 'preRedeemed', step: 'approveRedemption', person: 'zhou', body: approval },
  { stop: 'redeemed', step: 'recordPayout', person: 'sun', body: { amount: redemptionAmount, reference: 'T-1' } },
] as const satisfies readonly RoadRow[];

/** Where an order can be taken to. */
export type Stop = (typeof ROAD)[number]['stop'];

/** What is entered otherwise than usual, by step. */
export type Otherwise = { readonly [S in RoadStep]?: Partial<RoadBodies[S]> };

/** The rows up to this stop. */
export const roadTo = (stop: Stop, otherwise: Otherwise = {}): readonly RoadRow[] =>
  ROAD.slice(0, indexOf(stop) + 1).map((row) => ({ ...row, body: { ...row.body, ...otherwise[row.step] } }) as RoadRow); // a row keeps its step, and so its kind of body

/** The rows that lead from the one stop, where the order is, to the other. */
export const roadBetween = (from: Stop, to: Stop, otherwise: Otherwise = {}): readonly RoadRow[] =>
  roadTo(to, otherwise).slice(indexOf(from) + 1);

const indexOf = (stop: Stop): number => ROAD.findIndex((row) => row.stop === stop);
