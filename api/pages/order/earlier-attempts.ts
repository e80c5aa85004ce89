import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import { dayOf } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import { claimedFiles } from '../../../domain/order/effects.ts';
import { stepTaken } from '../../../domain/order/events.ts';
import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { interpolate } from '../../../domain/words.ts';
import type { OrderCase } from './case.ts';
import { isPersons } from './events.ts';
import { filesNamed } from './files.ts';
import { fieldsOf } from './submission-fields.ts';
import { SUBMISSION_WORDS } from './submission-words.ts';
import { submissionsIn } from './submissions.ts';
import type { Submission } from './submissions.ts';
import { WORDS } from './words.ts';

/** An attempt: a payment, or a request for redemption. */
type Attempt = 'payment' | 'claim';

/** The attempt that a step ends; null for a step that ends none. */
const ENDS: Readonly<Record<OrderStep, Attempt | null>> = {
  place: null,
  confirmPrice: null,
  pay: null,
  withdraw: 'payment',
  approvePayment: 'payment',
  rejectPayment: 'payment',
  requestRedemption: null,
  returnRedemption: 'claim',
  supplementRedemption: null,
  approveRedemption: 'claim',
  rejectRedemption: 'claim',
  recordPayout: null,
  failPayout: null,
  proposeChange: null,
  acceptChange: null,
  approveChange: null,
  rejectChange: null,
  dropChange: null,
  close: null,
  dropClosure: null,
};

/** Earlier payments and requests for redemption, with what became of each and their files: all rounds are kept. @source D4, D5 */
export function roundsView(found: OrderCase) {
  const { history } = found;
  const payments = submissionsIn(history, 'payment');
  const claims = submissionsIn(history, 'claim');
  return [
    ...earlier(payments, found).map((event, index) => paymentRound(event, index + 1, found)),
    ...claims.slice(0, -1).map((event, index) => claimRound(event, index + 1, found)),
  ];
}

/** All but the one whose contract holds now. */
const earlier = (payments: readonly Submission<'payment'>[], { file: { order } }: OrderCase) =>
  payments.filter(
    ({ body }) => body.contract.attachmentId !== order.contract?.attachmentId || body !== payments.at(-1)?.body,
  );

function paymentRound(event: Submission<'payment'>, number: number, found: OrderCase) {
  const words = WORDS[found.language];
  const { voucherAmountFen, contract } = event.body;
  return {
    title: interpolate(words.paymentRound, { n: number }),
    what: interpolate(words.paymentRoundText, {
      v: groupedYuan(voucherAmountFen),
      number: contract.number,
      day: contract.signedOn,
    }),
    fields: textsOf(event, found.language),
    ...outcomeOf(event, 'payment', found),
    files: filesNamed(found, [contract.attachmentId]),
  };
}

function claimRound(event: Submission<'claim'>, number: number, found: OrderCase) {
  const words = WORDS[found.language];
  const { actualAmountFen, invoices } = event.body;
  return {
    title: interpolate(words.claimRound, { n: number }),
    what: interpolate(words.claimRoundText, { a: groupedYuan(actualAmountFen), n: invoices.length }),
    fields: textsOf(event, found.language),
    ...outcomeOf(event, 'claim', found),
    files: filesNamed(
      found,
      claimedFiles(event.body).map(({ id }) => id),
    ),
  };
}

/** What was entered, field by field; the files stand by themselves. */
const textsOf = (event: Submission, language: OrderCase['language']) =>
  fieldsOf(event, SUBMISSION_WORDS[language]).filter((field) => 'text' in field);

/** When it was sent, and the first thing that ended it. */
function outcomeOf({ seq, at }: Pick<HistoryEvent, 'seq' | 'at'>, attempt: Attempt, { history, language }: OrderCase) {
  const end = history.filter(isPersons).find((event) => event.seq > seq && ENDS[event.step] === attempt);
  return {
    sentOn: dayOf(at),
    result: end ? `${stepTaken(end.step, language)} · ${dayOf(end.at)}` : '',
    reason: typeof end?.reason === 'string' ? reasonIn(end.reason, language) : null,
  };
}
