import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import { dayOf } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import { claimedFiles } from '../../../domain/order/effects.ts';
import { orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { filled } from '../interpolate.ts';
import type { OrderCase } from './case.ts';
import { isStep } from './events.ts';
import type { Taken } from './events.ts';
import { filesNamed } from './files.ts';
import { WORDS } from './words.ts';

const PAYMENT_ENDS: readonly OrderStep[] = ['withdraw', 'approvePayment', 'rejectPayment'];
const CLAIM_ENDS: readonly OrderStep[] = ['returnRedemption', 'approveRedemption', 'rejectRedemption'];

/** Earlier payments and requests for redemption, with what became of each and their files: all rounds are kept. @source D4, D5 */
export function roundsView(found: OrderCase) {
  const { history } = found;
  const payments = history.filter((event): event is Taken<'pay'> & HistoryEvent => isStep(event, 'pay'));
  const claims = history.filter((event): event is Taken<ClaimStep> & HistoryEvent => isStep(event, ...CLAIMS));
  return [
    ...earlier(payments, found).map((event, index) => paymentRound(event, index + 1, found)),
    ...claims.slice(0, -1).map((event, index) => claimRound(event, index + 1, found)),
  ];
}

type ClaimStep = 'requestRedemption' | 'supplementRedemption';
const CLAIMS = ['requestRedemption', 'supplementRedemption'] as const;

/** All but the one whose contract holds now. */
const earlier = <E extends Taken<'pay'>>(payments: readonly E[], { file: { order } }: OrderCase): E[] =>
  payments.filter(
    ({ body }) => body.contract.attachmentId !== order.contract?.attachmentId || body !== payments.at(-1)?.body,
  );

function paymentRound(event: Taken<'pay'>, number: number, found: OrderCase) {
  const words = WORDS[found.language];
  const { voucherAmountFen, contract } = event.body;
  return {
    title: filled(words.paymentRound, { n: number }),
    what: filled(words.paymentRoundText, {
      v: groupedYuan(voucherAmountFen),
      number: contract.number,
      day: contract.signedOn,
    }),
    ...outcome(event, PAYMENT_ENDS, found),
    files: filesNamed(found, [contract.attachmentId]),
  };
}

function claimRound(event: Taken<ClaimStep>, number: number, found: OrderCase) {
  const words = WORDS[found.language];
  const { actualAmountFen, invoices } = event.body;
  return {
    title: filled(words.claimRound, { n: number }),
    what: filled(words.claimRoundText, { a: groupedYuan(actualAmountFen), n: invoices.length }),
    ...outcome(event, CLAIM_ENDS, found),
    files: filesNamed(
      found,
      claimedFiles(event.body).map(({ id }) => id),
    ),
  };
}

/** When it was sent, and the first thing that ended it. */
function outcome(
  { seq, at }: Pick<HistoryEvent, 'seq' | 'at'>,
  ends: readonly OrderStep[],
  { history, language }: OrderCase,
) {
  const end = history.find((event) => event.seq > seq && ends.some((step) => step === event.step));
  return {
    sentOn: dayOf(at),
    result: end ? `${orderStep(end.step as OrderStep)[language]} · ${dayOf(end.at)}` : '',
    reason: end?.reason ?? null,
  };
}
