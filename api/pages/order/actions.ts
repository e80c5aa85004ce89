import { dayOf } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import { closingOf } from '../../../domain/order/closure.ts';
import { openChange } from '../../../domain/order/order.ts';
import { ROLES } from '../../../domain/role.ts';
import { groupsOf } from '../../../domain/task.ts';
import { refusalText } from '../../../domain/refusals.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import { orderRoleFor, orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { interpolate } from '../../../domain/words.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { ACT_WORDS } from './action-words.ts';
import type { OrderCase } from './case.ts';
import { stepForm } from './step-forms.ts';
import type { Showing } from './step-forms.ts';
import { labelOfStep, submitLabelOf } from './step-labels.ts';
import { deskOf, hrefOfStep, isTakenOn } from './step-places.ts';

/** Refusals that only say that the time of a step has not come, or has gone. */
const NOT_NOW: ReadonlySet<string> = new Set([
  'order.wrong-state',
  'change.none-open',
  'change.not-accepted',
  'order.not-returned',
  'order.no-closing-open',
]);

/** What the reader can do with the order, each with its button or why not; what belongs to other states apart. @source L92 */
export function actsView(found: OrderCase, showing: Showing) {
  if (found.order.waitingFor === null) return { now: [], later: [] };
  const own = found.order.steps.filter(({ code }) => code !== 'order.not-your-step');
  const open = own.filter(({ allowed }) => allowed);
  const refused = own.filter(({ allowed, code }) => !allowed && !NOT_NOW.has(code ?? ''));
  const later = own.filter(({ allowed, code }) => !allowed && NOT_NOW.has(code ?? ''));
  return {
    now: [
      ...deskRow(found),
      ...open.flatMap(({ step }) => openRow(found, step, showing)),
      ...refused.map(({ step, code }) => closedRow(found, step, code ?? '')),
    ],
    later: later.map(({ step, code }) => closedRow(found, step, code ?? '')),
  };
}

/** Reviewers decide at their desk, and finance records there what it has paid. @source D6, D2 */
function deskRow({ file, order, account, language }: OrderCase) {
  const desk = deskOf(file, groupsOf(account));
  if (desk === null) return [];
  const words = ACT_WORDS[language];
  const { label, text } =
    order.waitingFor?.step === 'recordPayout'
      ? { label: words.payoutDesk, text: words.payoutDeskText }
      : { label: words.desk, text: words.deskText };
  return [{ step: 'desk', label, href: desk, soft: true, text }];
}

/** A step the reader may take: by its own page or the small form here; the others are decided at the desk. */
function openRow(found: OrderCase, step: OrderStep, showing: Showing): object[] {
  const { file, order, language } = found;
  const reading = { ...found, order: file.order };
  const said = { step, label: labelOfStep(step, reading), soft: order.waitingFor?.step === step };
  const words = ACT_WORDS[language];
  if (isTakenOn('page', step)) return [{ ...said, text: words[step], href: hrefOfStep(order.id, step) }];
  if (isTakenOn('form', step))
    return [
      { ...said, text: describeStep(found, step), ...stepForm(order, step, submitLabelOf(step, reading), showing) },
    ];
  return [];
}

/** What a step does; of a consent, what one consents to: the amounts before and after, or who asked for the closing and why. @source D3, D13 */
function describeStep(found: OrderCase, step: OrderStep & keyof (typeof ACT_WORDS)['zh']): string {
  const { file, account, language, now } = found;
  const { order } = file;
  const words = ACT_WORDS[language];
  const change = openChange(order);
  if (step === 'acceptChange' && change) {
    const terms = interpolate(words.changeTerms, {
      fromO: groupedYuan(order.orderAmountFen),
      toO: groupedYuan(change.orderAmountFen),
      fromV: groupedYuan(order.voucherAmountFen),
      toV: groupedYuan(change.voucherAmountFen),
    });
    return `${terms}${change.comment ? interpolate(words.changeComment, { comment: change.comment }) : ''}${words.acceptChange}`;
  }
  if (step !== 'close') return words[step];
  const closing = closingOf(order, orderRoleFor('close', account.roles), dayOf(now));
  const [proposal] = order.closure?.agreedBy ?? [];
  if (closing === 'agrees' && proposal)
    return interpolate(words.closeAgrees, { role: ROLES[proposal.role][language], reason: proposal.reason });
  return closing === 'asks' ? words.closeAsks : words.close;
}

function closedRow({ language }: OrderCase, step: OrderStep, code: string) {
  const words = ACT_WORDS[language];
  const { from } = orderStep(step);
  const states = from
    .map((state) => `${words.quote}${ORDER_STATES[state][language]}${words.unquote}`)
    .join(LIST_COMMA[language]);
  const why =
    code === 'order.wrong-state' ? interpolate(words.onlyIn, { states }) : (refusalText(code, language) ?? code);
  return { step, label: orderStep(step)[language], text: why };
}
