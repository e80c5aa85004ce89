import { listOrderEvents } from '../../../db/reads/order-history.ts';
import type { OrderRecord } from '../../../db/reads/order.ts';
import { mayBegin } from '../../../domain/order/permissions.ts';
import { ORDER_STEPS, orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import type { KnownDifference } from '../../../domain/reading/known-difference.ts';
import { refusal } from '../../../domain/refusals.ts';
import { Refused } from '../../actions/errors.ts';
import { now } from '../../actions/moment.ts';
import { getShownOrder } from '../../actions/order.ts';
import type { WantedStep } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import { requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import type { OrderJson } from '../../actions/order-json.ts';
import type { Values } from '../form-values.ts';
import type { Page } from '../page.ts';
import { paths } from '../paths.ts';
import { stepPage } from '../step-page/step-page.ts';
import type { ShownStep, StepCase, StepPage } from '../step-page/definition.ts';
import type { MemberVisit } from '../visit.ts';
import { orderIdOf } from './address.ts';
import { changesSince } from './changed.ts';
import { stepSent } from './send.ts';
import { pageForm } from './step-forms.ts';
import { TAKEN_ON } from './step-places.ts';
import type { StepOn } from './step-places.ts';

/** An order whose step has a page of its own, as the asker finds it. */
export interface OrderStepCase extends StepCase {
  readonly file: OrderRecord;
  readonly order: OrderJson;
}

/** What the page of an order's step is drawn from. */
export type ShownOrderStep<C extends OrderStepCase = OrderStepCase> = ShownStep<C>;

type OrderPage<C extends OrderStepCase> = StepPage<C, Omit<WantedStep, 'orderId'>>;

/** The page of one step of an order: what it has of its own. */
interface OrderStepPage<C extends OrderStepCase> extends Omit<
  OrderPage<C>,
  'path' | 'to' | 'find' | 'address' | 'frame' | 'read' | 'send' | 'describeChange'
> {
  readonly step: StepOn<'page'>;
  /** The page's flat form as the step's form has it. */
  readonly form: (values: Values, found: C) => object;
  /** What its papers say otherwise than was entered, as its sender has seen and confirmed. */
  readonly known?: (portal: Portal, found: C, values: Values) => Promise<readonly KnownDifference[]>;
  /** What is left to do once the step is recorded; not while it is only accepted. */
  readonly afterwards?: (portal: Portal, found: C) => Promise<void>;
}

/** The rows of the table of pages for a step of an order that has its own page. */
export const orderStepPage = (own: OrderStepPage<OrderStepCase>): Page[] =>
  completedStepPage(own, (_portal, found) => found);

/** The same, for a page that needs more of the order. */
export function completedStepPage<C extends OrderStepCase>(
  own: OrderStepPage<C>,
  complete: (portal: Portal, found: OrderStepCase) => Promise<C> | C,
): Page[] {
  const { step } = own;
  const { href } = TAKEN_ON[step];
  return stepPage<C, Omit<WantedStep, 'orderId'>>({
    ...own,
    path: href(':id'),
    to: ORDER_STEPS[step].by,
    find: async (portal, visit) => complete(portal, await findOrder(portal, visit, step)),
    address: ({ order }) => href(order.id),
    frame: (found) => frameOf(found, step),
    read: (values, found) => {
      const { version, ...fields } = read(pageForm(step), {
        ...own.form(values, found),
        version: Number(values['version']),
      });
      return { version, request: requestOf(step, fields) };
    },
    send: async (portal, visit, { found, read: wanted, values }) => {
      const orderId = found.order.id;
      const differences = (await own.known?.(portal, found, values)) ?? [];
      const told = await stepSent(portal, visit, { orderId, ...withKnown(wanted, differences) }, values);
      if (told['accepted'] === undefined) await own.afterwards?.(portal, found);
      return paths.order(orderId, told);
    },
    describeChange: changedView,
  });
}

/** A step with what its sender knew of; it is the portal that says so, whatever the form holds. */
const withKnown = (wanted: Sendable, differences: readonly KnownDifference[]): Sendable =>
  differences.length === 0
    ? wanted
    : {
        ...wanted,
        request: { ...wanted.request, body: { ...wanted.request.body, differences } } as Sendable['request'],
      }; // only steps with papers have any

type Sendable = Omit<WantedStep, 'orderId'>;

/** The order of the address, and whether the step is open. @throws Refused `order.not-found`, also when it is not the asker’s step */
async function findOrder(portal: Portal, visit: MemberVisit, step: OrderStep): Promise<OrderStepCase> {
  const { account, language } = visit;
  const { file, order } = await getShownOrder(portal, orderIdOf(visit), { account, language });
  const ruling = mayBegin(file, account, step, now());
  if (!ruling.allowed && ruling.code === 'order.not-your-step') throw new Refused('order.not-found');
  const blocked = ruling.allowed ? null : refusal(ruling.code)[language];
  return { account, language, file, order, version: order.version, blocked };
}

/** What changed since the form was drawn, when that is why it was refused. @source D6 */
async function changedView({ db }: Portal, { found: { order, language }, formErrors, values }: ShownOrderStep) {
  if (formErrors?.code !== 'order.content-changed') return null;
  return changesSince({ history: await listOrderEvents(db, order.id), order, language }, Number(values['version']));
}

/** What stands around every such form: where one is, and where one goes back to. */
const frameOf = ({ order, language }: OrderStepCase, step: OrderStep) => ({
  title: orderStep(step)[language],
  number: order.number,
  state: order.state,
  stateLabel: order.stateLabel,
  orderHref: paths.order(order.id),
});
