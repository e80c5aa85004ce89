import type { Account } from '../../../db/reads/account.ts';
import type { OrderSums } from '../../../db/reads/order-list.ts';
import type { OrderRecord } from '../../../db/reads/order.ts';
import { dayAndTime } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import type { OrderState } from '../../../domain/order/states.ts';
import { orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { groupsOf } from '../../../domain/task.ts';
import type { OrderJson } from '../../actions/order-json.ts';
import { paths } from '../paths.ts';
import { stateTag } from '../state-tag.ts';
import { interpolate } from '../../../domain/words.ts';
import { LIST_WORDS } from './list-words.ts';
import type { ListWords } from './list-words.ts';
import { labelOfStep } from './step-labels.ts';
import { deskOf, hrefOfStep } from './step-places.ts';
import { grouped } from '../../../domain/fen.ts';

/** The guide's columns, and the other side: both for those who are neither. @source L95 */
export const columnsOf = (words: ListWords, account: Account, sorted: 'ascending' | 'descending') => [
  { label: words.category },
  { label: words.subcategory },
  { label: partyLabel(words, account) },
  { label: words.listPrice, money: true },
  { label: words.orderAmount, money: true },
  { label: words.voucherAmount, money: true, narrow: true },
  { label: words.placedAt, sorted },
  ...[words.state, words.remark].map((label) => ({ label })),
  { label: words.operation, act: true },
];

/** What the columns of amounts come to. @source L95 */
export const summedColumns = ({ count, ...sums }: OrderSums, language: Language) => ({
  count,
  sums: [
    { label: LIST_WORDS[language].listPrice, sumFen: sums.listPriceFen },
    { label: LIST_WORDS[language].orderAmount, sumFen: sums.orderAmountFen },
    { label: LIST_WORDS[language].voucherAmount, sumFen: sums.voucherAmountFen },
  ],
});

const partyLabel = (words: ListWords, { roles }: Account): string =>
  roles.includes('enterprise') ? words.institution : roles.includes('institution') ? words.enterprise : words.parties;

/** The companies of an order that the reader is not. */
function partiesOf({ enterprise, institution }: OrderJson, { roles }: Account): string[] {
  if (roles.includes('enterprise')) return [institution.name];
  return roles.includes('institution') ? [enterprise.name] : [enterprise.name, institution.name];
}

interface Listed {
  readonly file: OrderRecord;
  readonly order: OrderJson;
}

interface Showing {
  readonly language: Language;
  readonly now: string;
}

/** One order as a row of the list, with the button of whoever's turn it is. @source L95, L131, L149 */
export function rowOf(listed: Listed, account: Account, showing: Showing) {
  const { language } = showing;
  const words = LIST_WORDS[language];
  const { order } = listed;
  const [day, time] = dayAndTime(order.placedAt);
  const amount = (label: string, value: OrderJson['listPrice']) => ({
    label,
    amount: grouped(value.amount),
    zero: value.amount === '0.00',
  });
  const remark = remarkOf(order, language);
  return {
    id: order.id,
    href: paths.order(order.id),
    number: order.number,
    category: order.product.category.name,
    subcategory: order.product.subcategory.name,
    product: order.product.name,
    partyLabel: partyLabel(words, account),
    parties: partiesOf(order, account).map((name, place) => ({ name, second: place > 0 })),
    amounts: [
      amount(words.listPrice, order.listPrice),
      amount(words.orderAmount, order.orderAmount),
      amount(words.voucherAmount, order.voucherAmount),
    ],
    day,
    time,
    placedLabel: words.placedAt,
    tag: stateTag(order),
    remark,
    remarked: remark !== '-',
    act: actOf(listed, account, showing),
  };
}

/** States in which a reason that stands is that of an earlier round: what it was said of has been sent anew, or taken back. */
const OF_EARLIER_ROUND: readonly OrderState[] = ['unpaid', 'paymentReview', 'redemptionReview'];

/** The last reason, as that of an earlier round where the order has gone on since; while money is being paid out, how much of it has been. @source L95, D2, D4 */
function remarkOf(
  { state, returned, paidOutAmount, redemptionAmount, ...order }: OrderJson,
  language: Language,
): string {
  const words = LIST_WORDS[language];
  if (state === 'preRedeemed' && redemptionAmount)
    return interpolate(words.paidOutOf, { paid: grouped(paidOutAmount.amount), of: grouped(redemptionAmount.amount) });
  const remark = reasonIn(order.remark, language);
  if (returned) return `${words.returned}${words.colon}${remark}`;
  return remark !== '-' && OF_EARLIER_ROUND.includes(state) ? `${words.earlier}${words.colon}${remark}` : remark;
}

/**
 * The step the order waits for, when it is the reader's to take; else a look. An institution may mend the price a rejection
 * found fault with, though it is the enterprise's turn. @source D4
 */
function actOf(
  { file, order: { id, state, waitingFor, steps } }: Listed,
  account: Account,
  { language, now }: Showing,
) {
  const words = LIST_WORDS[language];
  const isAllowed = (wanted: OrderStep): boolean => steps.some(({ step, allowed }) => step === wanted && allowed);
  const yours = waitingFor !== null && isTurnOf(waitingFor, account) && isAllowed(waitingFor.step);
  if (!yours && state === 'paymentRejected' && isAllowed('confirmPrice'))
    return { href: hrefOfStep(id, 'confirmPrice'), label: orderStep('confirmPrice')[language], soft: false };
  if (!yours) return { href: paths.order(id), label: words.look, soft: false };
  const word = LABELS[waitingFor.step];
  const label =
    word === null ? labelOfStep(waitingFor.step, { order: file.order, account, language, now }) : words[word];
  return { href: deskOf(file, groupsOf(account)) ?? hrefOfStep(id, waitingFor.step), label, soft: true };
}

const isTurnOf = ({ role, also }: NonNullable<OrderJson['waitingFor']>, { roles }: Account): boolean =>
  roles.some((own) => own === role || own === also);

/** What the button of a step says in the list, where it is not the step's own name. */
const LABELS: Readonly<Record<OrderStep, keyof ListWords | null>> = {
  place: null,
  confirmPrice: null,
  pay: 'goPay',
  withdraw: null,
  approvePayment: 'goReview',
  rejectPayment: null,
  requestRedemption: null,
  returnRedemption: null,
  supplementRedemption: 'goSupplement',
  approveRedemption: 'goReview',
  rejectRedemption: null,
  recordPayout: 'goPayOut',
  failPayout: null,
  proposeChange: null,
  acceptChange: 'goAccept',
  approveChange: 'goReview',
  rejectChange: null,
  dropChange: null,
  close: null,
  dropClosure: null,
};
