import { historyOf } from '../../../db/reads/order-history.ts';
import type { OrderFile } from '../../../db/reads/order.ts';
import type { Account } from '../../../db/reads/account.ts';
import type { Language } from '../../../domain/language.ts';
import { mayBegin } from '../../../domain/order/permissions.ts';
import { orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { refusal } from '../../../domain/refusals.ts';
import { Refused } from '../../actions/errors.ts';
import { now, shownCase } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import type { OrderView } from '../../views/order-schema.ts';
import { idIn } from '../query-params.ts';
import { paths } from '../paths.ts';
import type { Trouble } from '../form-errors.ts';
import type { Values } from '../form-values.ts';
import { changesSince } from './changed.ts';
import type { MemberVisit } from '../visit.ts';

/** An order whose step has a page of its own, as the asker finds it. */
export interface StepCase {
  readonly account: Account;
  readonly language: Language;
  readonly file: OrderFile;
  readonly order: OrderView;
  /** Why the step cannot be taken now; null when it can. */
  readonly blocked: string | null;
}

/** The order of the address, and whether the step is open. @throws Refused `order.not-found`, also when it is not the asker’s step */
export async function stepCase(portal: Portal, visit: MemberVisit, step: OrderStep): Promise<StepCase> {
  const { account, language } = visit;
  const { file, order } = await shownCase(portal, orderIdOf(visit), { account, language });
  const ruling = mayBegin(file, account, step, now());
  if (!ruling.allowed && ruling.code === 'order.not-your-step') throw new Refused('order.not-found');
  return { account, language, file, order, blocked: ruling.allowed ? null : refusal(ruling.code)[language] };
}

/** The id of the order in the address. @throws Refused `order.not-found` for what is none */
export const orderIdOf = (visit: MemberVisit): string => idIn(visit, 'id', 'order.not-found');

/** What changed since the form was drawn, when that is why it was refused. @source D6 */
export async function changedView(
  { db }: Portal,
  { order, language }: StepCase,
  { trouble, values }: { readonly trouble: Trouble | undefined; readonly values: Values },
) {
  if (trouble?.code !== 'order.content-changed') return null;
  return changesSince({ history: await historyOf(db, order.id), order, language }, Number(values['version']));
}

/** What stands around every such form: where one is, and where one goes back to. */
export const stepFrame = ({ order, language, blocked }: StepCase, step: OrderStep) => ({
  title: orderStep(step)[language],
  number: order.number,
  state: order.state,
  stateLabel: order.stateLabel,
  orderHref: paths.order(order.id),
  blocked,
});
