import type { OrderRecord } from '../../../db/reads/order.ts';
import { waitingFor } from '../../../domain/order/waiting.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import type { Group, TaskKind } from '../../../domain/task.ts';
import { paths } from '../paths.ts';
import type { Words } from './words.ts';

/** A field of a small form on the order's page. */
export interface PageField {
  readonly name: string;
  readonly label: keyof Words;
}

/** Where people take a step: on the product's page, on a page of its own, by a small form on the order's page, at a reviewer's desk, or on the page of a batch. */
type Place =
  | { readonly on: 'product' | 'desk' | 'batch' }
  | { readonly on: 'page'; readonly href: (orderId: string) => string }
  | { readonly on: 'form'; readonly fields: readonly PageField[] };

/** Where each step of an order is taken on the pages. */
export const TAKEN_ON = {
  place: { on: 'product' },
  confirmPrice: { on: 'page', href: paths.orderPrice },
  pay: { on: 'page', href: paths.orderPayment },
  withdraw: { on: 'form', fields: [] },
  approvePayment: { on: 'desk' },
  rejectPayment: { on: 'desk' },
  requestRedemption: { on: 'page', href: paths.orderRedemption },
  returnRedemption: { on: 'desk' },
  supplementRedemption: { on: 'page', href: paths.orderSupplement },
  approveRedemption: { on: 'desk' },
  rejectRedemption: { on: 'desk' },
  recordPayout: { on: 'desk' },
  failPayout: { on: 'batch' },
  proposeChange: { on: 'page', href: paths.orderChange },
  acceptChange: { on: 'form', fields: [] },
  approveChange: { on: 'desk' },
  rejectChange: { on: 'desk' },
  dropChange: { on: 'form', fields: [] },
  close: { on: 'form', fields: [{ name: 'reason', label: 'reason' }] },
  dropClosure: { on: 'form', fields: [{ name: 'reason', label: 'reason' }] },
} as const satisfies Readonly<Record<OrderStep, Place>>;

type Places = typeof TAKEN_ON;

/** The steps that are taken in one kind of place. */
export type StepOn<P extends Place['on']> = {
  [S in OrderStep]: Places[S]['on'] extends P ? S : never;
}[OrderStep];

/** Whether a step, or a word of an address, is one that is taken in this kind of place. */
export const isTakenOn = <P extends Place['on']>(place: P, step: string): step is StepOn<P> =>
  Object.hasOwn(TAKEN_ON, step) && TAKEN_ON[step as OrderStep].on === place;

/** Where a step of an order is taken: on its own page, else on the order's page, where its form opens. */
export const hrefOfStep = (orderId: string, step: OrderStep): string =>
  isTakenOn('page', step) ? TAKEN_ON[step].href(orderId) : `${paths.order(orderId)}#act-${step}`;

const hasDesk = (kind: TaskKind | null): boolean => kind !== 'supplement' && kind !== 'closure';

/**
 * The desk of the order's open task, for the members of its group; null for all others. Every task has one but the
 * supplement and the closing, which are answered on the order's own pages.
 *
 * @source D6
 */
export function deskOf({ order, task }: Pick<OrderRecord, 'order' | 'task'>, groups: readonly Group[]): string | null {
  const waiting = waitingFor(order);
  if (task === null || !waiting?.group || !hasDesk(waiting.task)) return null;
  return groups.includes(waiting.group) ? paths.task(task.id) : null;
}
