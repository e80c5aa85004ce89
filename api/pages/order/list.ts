import type { Request, Response } from 'express';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import type { OrderState } from '../../../domain/order/states.ts';
import type { Account } from '../../../db/reads/account.ts';
import { read } from '../../forms/read.ts';
import { found } from '../../errors.ts';
import type { Language } from '../../language.ts';
import { listOrders, orderQuery } from '../../order-list.ts';
import type { Portal } from '../../portal.ts';
import type { OrderView } from '../../views/order-schema.ts';
import { pageLanguage } from '../frame/appearance.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { dayAndTime, grouped, stateTag } from '../state-tag.ts';
import { WORDS } from './words.ts';
import type { Words } from './words.ts';

/** The orders one may see, in the guide's ten tabs and columns. @source L92, L95 */
export async function showOrders(portal: Portal, request: Request, response: Response): Promise<void> {
  const account = found(request.account, 'session.required');
  const language = pageLanguage(request);
  const words = WORDS[language];
  const query = read(
    orderQuery,
    Object.fromEntries(Object.entries(request.query).filter(([name, value]) => name !== 'lang' && value !== '')),
  );
  const { items, next } = await listOrders(portal, account, query, language);
  const page = {
    words,
    title: words.orders,
    state: query.state,
    q: query.q ?? '',
    tabs: tabsOf(query.state, query.q, language),
    columns: columnsOf(words),
    rows: items.map((order) => rowOf(order, account, words)),
    refresh: paths.orders({ state: query.state, q: query.q }),
    next: next && paths.orders({ state: query.state, q: query.q, after: next }),
  };
  return render(portal, request, response, { status: 200, template: 'order/list', page });
}

function tabsOf(current: OrderState | undefined, q: string | null, language: Language) {
  const states = Object.entries(ORDER_STATES).map(([state, texts]) => ({
    href: paths.orders({ state, q }),
    label: texts[language],
    current: state === current,
  }));
  return [{ href: paths.orders({ q }), label: WORDS[language].all, current: current === undefined }, ...states];
}

const columnsOf = (words: Words) => [
  { label: words.category },
  { label: words.subcategory },
  ...[words.listPrice, words.orderAmount, words.voucherAmount].map((label) => ({ label, money: true })),
  ...[words.placedAt, words.state, words.remark, words.operation].map((label) => ({ label })),
];

function rowOf(order: OrderView, { roles }: Account, words: Words) {
  const [day, time] = dayAndTime(order.placedAt);
  const amount = (label: string, value: OrderView['listPrice']) => ({
    label,
    amount: grouped(value.amount),
    zero: value.amount === '0.00',
  });
  return {
    href: paths.order(order.id),
    number: order.number,
    category: order.product.category.name,
    subcategory: order.product.subcategory.name,
    other: roles.includes('enterprise') ? order.institution.name : order.enterprise.name,
    amounts: [
      amount(words.listPrice, order.listPrice),
      amount(words.orderAmount, order.orderAmount),
      amount(words.voucherAmount, order.voucherAmount),
    ],
    day,
    time,
    tag: stateTag(order),
    remark: order.remark,
    remarked: order.remark !== '-',
  };
}
