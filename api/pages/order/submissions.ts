import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import type { Claim } from '../../../domain/order/order.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { isPersons, isStep } from './events.ts';
import type { Taken } from './events.ts';

/** The steps that submit something for review, by what is reviewed, with those that send it back. @source D4, D5, D13, D25 */
const SUBMISSIONS = {
  payment: { by: ['pay'], sentBack: ['withdraw', 'rejectPayment'], settled: [] },
  claim: {
    by: ['requestRedemption', 'supplementRedemption'],
    sentBack: ['returnRedemption', 'rejectRedemption'],
    settled: [],
  },
  change: { by: ['proposeChange'], sentBack: ['rejectChange', 'dropChange'], settled: ['approveChange'] },
} as const satisfies Record<string, Readonly<Record<'by' | 'sentBack' | 'settled', readonly OrderStep[]>>>;

export type Submitted = keyof typeof SUBMISSIONS;

type StepsOf<S extends Submitted> = (typeof SUBMISSIONS)[S]['by'][number];
export type Submission<S extends Submitted = Submitted> = Taken<StepsOf<S>> & HistoryEvent;

/** Every submission of one kind that was not settled by a later decision, oldest first. @source D4 */
export function submissionsIn<S extends Submitted>(history: readonly HistoryEvent[], of: S): Submission<S>[] {
  const { by, settled } = SUBMISSIONS[of];
  const steps: readonly OrderStep[] = by;
  const since = history.findLastIndex((event) => isStep(event, ...settled));
  return history.slice(since + 1).filter((event): event is Submission<S> => steps.some((step) => isStep(event, step)));
}

/** What was asked to be redeemed, of every round. @source D5 */
export const claimsIn = (history: readonly HistoryEvent[]): Claim[] =>
  submissionsIn(history, 'claim').map(({ body }) => body);

/** What sent a submission back before the next one. */
export function sentBackBetween(
  history: readonly HistoryEvent[],
  of: Submitted,
  [from, to]: readonly [Pick<HistoryEvent, 'seq'>, Pick<HistoryEvent, 'seq'>],
) {
  const steps: readonly OrderStep[] = SUBMISSIONS[of].sentBack;
  return history.filter(isPersons).findLast(({ seq, step }) => seq > from.seq && seq < to.seq && steps.includes(step));
}
