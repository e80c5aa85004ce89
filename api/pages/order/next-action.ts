import { dayAndTime, dayOf, daysBetween } from '../../../domain/day.ts';
import { workingDaysFor } from '../../../domain/rule-set.ts';
import { groupsOf } from '../../../domain/task.ts';
import type { TaskKind } from '../../../domain/task.ts';
import { workingDaysUsed } from '../../../domain/calendar.ts';
import { taskDueAt } from '../../../domain/process/deadlines.ts';
import { ORDER_PROCESS } from '../../../domain/order/process.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { waitingFor } from '../../../domain/order/waiting.ts';
import type { Waiting as WaitingOf } from '../../../domain/process/wait.ts';
import { listMissingConsents } from '../../../domain/order/closure.ts';
import { listRoles, ROLES } from '../../../domain/role.ts';
import type { Role } from '../../../domain/role.ts';
import { dateText, DUE_MEANINGS, dueIn, workingDays } from '../due.ts';
import { interpolate } from '../../../domain/words.ts';
import type { OrderCase } from './case.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { lastOf } from './events.ts';
import { labelOfStep } from './step-labels.ts';
import { deskOf, hrefOfStep } from './step-places.ts';
import { WHOSE_WORDS } from './next-action-words.ts';

type Waiting = WaitingOf<OrderStep, Role>;

/** Who must act, until when, what comes next, and the one button for it: before any other fact. @source L92, D20 */
export function describeTurn(found: OrderCase) {
  const waiting = waitingFor(found.file.order);
  const words = WHOSE_WORDS[found.language];
  if (!waiting) return { you: false, parts: describeEnd(found), act: null };
  const you = isYours(found, waiting);
  return {
    you,
    parts: [
      { label: words.who, ...describeActor(found, waiting, you) },
      { label: words.until, ...describeDeadline(found, waiting) },
      {
        label: words.next,
        ...(waiting.step === 'close' ? describeClosing(found) : describeNext(found, waiting.step, you)),
      },
    ],
    act: you ? actOf(found, waiting.step) : null,
  };
}

/** Whether the reader may do now what the order waits for. */
const isYours = ({ order, account }: OrderCase, { role, also, step }: Waiting): boolean =>
  account.roles.some((own) => own === role || own === also) &&
  order.steps.some((one) => one.step === step && one.allowed);

function describeActor(
  { file: { order, names }, claimedBy, history, account, language }: OrderCase,
  waiting: Waiting,
  you: boolean,
) {
  const words = WHOSE_WORDS[language];
  const sides = waiting.also ? [waiting.role, waiting.also] : [waiting.role];
  const role = sides.find((side) => you && account.roles.includes(side)) ?? waiting.role;
  const nameOf = (side: Role): string =>
    side === 'institution' || side === 'enterprise' || side === 'park' ? names[side] : ROLES[side][language];
  const others = sides.filter((side) => side !== role);
  const value = you
    ? role === 'institution'
      ? words.yourInstitution
      : role === 'enterprise'
        ? words.yourEnterprise
        : interpolate(words.yourCenter, { role: ROLES[role][language] })
    : sides.map(nameOf).join(LIST_COMMA[language]);
  const reviewer = order.returned ? lastOf(history, 'returnRedemption')?.actorName : null;
  const small = reviewer
    ? interpolate(words.reviewerWaits, { name: reviewer })
    : claimedBy !== null
      ? interpolate(words.claimed, { name: claimedBy })
      : you && others.length > 0
        ? interpolate(words.alsoWaits, { names: others.map(nameOf).join(LIST_COMMA[language]) })
        : waiting.task !== null && waiting.task !== 'supplement'
          ? words.unclaimed
          : you
            ? account.name
            : listRoles(sides, language);
  return { value, small };
}

function describeDeadline({ file, calendar, now, language }: OrderCase, waiting: Waiting) {
  const words = WHOSE_WORDS[language];
  const { dueAt } = file;
  if (dueAt === null) return { value: words.noEnd, small: '' };
  if (waiting.task === null) return describeDays(file.order, waiting.step, { dueAt, now }, language);
  const due = dueIn(calendar, dueAt, now, language);
  return {
    value: due.words,
    small: `${due.date} ${dayAndTime(due.at)[1].slice(0, 5)}`,
    meaning: DUE_MEANINGS[due.how],
  };
}

/** Dates of the voucher are days, not working days: the last one on which the step is possible. @source D20 */
function describeDays(
  { useBy, redeemBy }: OrderCase['file']['order'],
  step: OrderStep,
  { dueAt, now }: { readonly dueAt: string; readonly now: string },
  language: OrderCase['language'],
) {
  const words = WHOSE_WORDS[language];
  const last = step === 'pay' ? useBy : step === 'requestRedemption' ? redeemBy : dayOf(dueAt);
  const days = daysBetween(dayOf(now), last);
  const which = step === 'pay' ? words.useBy : words.redeemBy;
  const date = `${which} ${dateText({ knownUntil: last }, last, language)}`;
  if (days < 0) return { value: interpolate(words.past, { n: -days }), small: date, meaning: 'bad' };
  if (days === 0) return { value: words.today, small: date, meaning: 'warn' };
  const value = interpolate(days === 1 ? words.oneDayLeft : words.daysLeft, { n: days });
  return { value, small: date, meaning: days <= SOON_DAYS ? 'warn' : '' };
}

const SOON_DAYS = 7;

function describeNext(found: OrderCase, step: OrderStep, you: boolean) {
  const { language } = found;
  const words = WHOSE_WORDS[language];
  const { value, advice, term } = NEXT[step] ?? { value: 'nothing' };
  return { value: words[value], small: you && advice ? words[advice] : (term?.(found) ?? '') };
}

/** Until when the next task of this kind must be done. @source D20 */
const within =
  (kind: TaskKind) =>
  ({ file, language }: OrderCase): string =>
    interpolate(WHOSE_WORDS[language].within, { days: workingDays(workingDaysFor(file.order.rules, kind), language) });

/** The last day of the voucher on which what follows is possible. @source D20 */
const lastDay =
  (which: 'useBy' | 'redeemBy') =>
  ({ file: { order }, language }: OrderCase): string =>
    `${WHOSE_WORDS[language][which]} ${dateText({ knownUntil: order[which] }, order[which], language)}`;

/** What is left of a review that goes on after the supplement. @source D5 */
function leftOfReview({ file: { order }, calendar, now, language }: OrderCase): string {
  if (!order.clock.paused) return '';
  const clock = { ...order.clock, since: now, usedWorkingDays: order.clock.paused.usedWorkingDays };
  const dueAt = taskDueAt(ORDER_PROCESS, { ...order, returned: false, clock }, calendar);
  return dueAt ? interpolate(WHOSE_WORDS[language].reviewLeft, { n: workingDaysUsed(calendar, now, dueAt) }) : '';
}

/** What a closing leads to, and who must agree to it. @source D3 */
function describeClosing({ file: { order }, language }: OrderCase) {
  const words = WHOSE_WORDS[language];
  if (!order.clock.ended)
    return {
      value: words.afterConsents,
      small: interpolate(words.consentsMissing, { roles: listRoles(listMissingConsents(order), language) }),
    };
  const isPaid = order.state === 'paid' || order.state === 'redemptionRejected';
  return isPaid
    ? { value: words.centerCloses, small: words.redeemByPassed }
    : { value: words.eitherCloses, small: words.useByPassed };
}

type Word = keyof (typeof WHOSE_WORDS)['zh'];

/** What follows a step: for whoever takes it with an advice, for all others with the time it has. */
interface Following {
  readonly value: Word;
  readonly advice?: Word;
  readonly term?: (found: OrderCase) => string;
}

/** What follows each step that is waited for; null for a step that no order waits for. */
const NEXT: Readonly<Record<OrderStep, Following | null>> = {
  place: null,
  confirmPrice: { value: 'afterPrice', advice: 'afterPriceSmall', term: lastDay('useBy') },
  pay: { value: 'afterPay', advice: 'afterPaySmall', term: within('paymentReview') },
  withdraw: null,
  approvePayment: { value: 'afterApproval', term: lastDay('redeemBy') },
  rejectPayment: null,
  requestRedemption: { value: 'afterRequest', advice: 'afterRequestSmall', term: within('redemptionReview') },
  returnRedemption: null,
  supplementRedemption: { value: 'afterSupplement', term: leftOfReview },
  approveRedemption: { value: 'afterRedemption', term: within('payout') },
  rejectRedemption: null,
  recordPayout: { value: 'afterPayout' },
  failPayout: null,
  proposeChange: null,
  acceptChange: { value: 'afterAcceptance', term: within('contractChange') },
  approveChange: { value: 'afterChange' },
  rejectChange: null,
  dropChange: null,
  close: null,
  dropClosure: null,
};

/** The one primary button. Who decides for the scheme does it at the desk. */
function actOf(found: OrderCase, step: OrderStep) {
  const { file, account, language } = found;
  const words = WHOSE_WORDS[language];
  const desk = deskOf(file, groupsOf(account));
  if (desk !== null) return { href: desk, label: step === 'recordPayout' ? words.toPayout : words.toDesk };
  const label =
    step === 'pay'
      ? words.goPay
      : step === 'supplementRedemption'
        ? words.goSupplement
        : labelOfStep(step, { ...found, order: file.order });
  return { href: hrefOfStep(file.order.id, step), label };
}

/** An order at its end. */
function describeEnd({ file: { order }, history, language }: OrderCase) {
  const words = WHOSE_WORDS[language];
  const last = history.at(-1);
  return [
    { label: words.who, value: order.state === 'redeemed' ? words.completed : words.closed, small: words.nobody },
    { label: words.endedAt, value: last ? dayOf(last.at) : '', small: '' },
    { label: words.next, value: order.state === 'redeemed' ? words.afterEnd : words.afterClosing, small: '' },
  ];
}
