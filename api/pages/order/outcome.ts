import { listMissingConsents } from '../../../domain/order/closure.ts';
import { eventName, rolesAgreed } from '../../../domain/order/events.ts';
import { listRoles } from '../../../domain/role.ts';
import { ORDER_STEP_NAMES, orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import type { Portal } from '../../actions/portal.ts';
import { describeClick, findClick } from '../click-outcome.ts';
import type { OutcomeView } from '../click-outcome.ts';
import { interpolate } from '../../../domain/words.ts';
import type { OrderCase } from './case.ts';
import { lastOf } from './events.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

/** What the address asks the page to say. A step is only said to be done when it was, last, and by this reader. @source L109 */
export async function outcomeView(portal: Portal, visit: MemberVisit, found: OrderCase): Promise<OutcomeView> {
  const click = await findClick(portal, visit);
  if (click) {
    if (click.subjectId !== found.order.id) return {};
    const { waiting, notDone } = WORDS[found.language];
    return describeClick(click, visit, { waiting, notDone, done: doneText(click.step as OrderStep, found) });
  }
  const last = found.history.findLast(({ actorId }) => actorId !== null);
  const step = ORDER_STEP_NAMES.find((name) => name === visit.query['done']);
  if (step === undefined || last?.step !== step || last.actorId !== found.account.id) return {};
  return { toast: doneText(step, found) };
}

/** Whether a step only submits something: what the guide calls 支付成功 comes with the review. @source L119 */
const SUBMITS: Readonly<Record<OrderStep, boolean>> = {
  place: false,
  confirmPrice: false,
  pay: true,
  withdraw: false,
  approvePayment: false,
  rejectPayment: false,
  requestRedemption: true,
  returnRedemption: false,
  supplementRedemption: true,
  approveRedemption: false,
  rejectRedemption: false,
  recordPayout: false,
  failPayout: false,
  proposeChange: false,
  acceptChange: false,
  approveChange: false,
  rejectChange: false,
  dropChange: false,
  close: false,
  dropClosure: false,
};

/** 核定价格成功; of a decision, that it is recorded; of what is reviewed, that it is submitted. @source L109, L119 */
function doneText(step: OrderStep, { language, order, file, history }: OrderCase): string {
  const words = WORDS[language];
  if (step === 'close' && order.state !== 'closed')
    return interpolate(file.order.closure?.agreedBy.length === 1 ? words.closeProposed : words.closeAgreed, {
      roles: listRoles(listMissingConsents(file.order), language),
    });
  if (step === 'dropClosure') return interpolate(words.closeDropped, { step: dropNameOf(history, language) });
  if (step === 'proposeChange') return words.changeSubmitted;
  if (step === 'acceptChange') return words.changeAgreed;
  const { decision, [language]: name } = orderStep(step);
  const text = decision ? words.decided : SUBMITS[step] ? words.submitted : words.done;
  return interpolate(text, { step: name });
}

/** What the last dropping of a closing was: a refusal, or the reader's own consent taken back. @source D3 */
function dropNameOf(history: OrderCase['history'], language: OrderCase['language']): string {
  const event = lastOf(history, 'dropClosure');
  return event ? eventName(event, rolesAgreed(history.slice(0, history.indexOf(event))), language) : '';
}
