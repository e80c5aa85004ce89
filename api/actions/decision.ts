import { z } from 'zod';
import { countDecisions, listDecisionRows } from '../../db/reads/decision.ts';
import type { DecisionFilter, DecisionPlace, DecisionRow } from '../../db/reads/decision.ts';
import { countDecidedResets, listDecidedResets } from '../../db/reads/decided-reset.ts';
import type { DecidedReset } from '../../db/reads/decided-reset.ts';
import type { Account } from '../../db/reads/account.ts';
import { EVERYTHING, parseOrderSearch } from '../../db/reads/order-search.ts';
import { day, optionalText } from '../forms/fields.ts';
import { cursor, isIdText, isInstant, limit, NEXT, pageBothWays, PREVIOUS } from '../forms/page.ts';
import type { Portal } from './portal.ts';

const place = cursor(([at, orderId, seq]) =>
  isInstant(at) && isIdText(orderId) && Number.isSafeInteger(seq) ? { at, orderId, seq: seq as number } : undefined,
);

/** By instant, order and the order's event; narrowed by what the order is found by, and by days. */
export const decisionQuery = z.object({
  limit,
  after: place.meta(NEXT),
  before: place.meta(PREVIOUS),
  q: optionalText(100).describe('Asked of the order: number, companies, product, amounts, pinyin initials'),
  from: day.optional().describe('Taken on this day or later'),
  to: day.optional().describe('Taken on this day or earlier'),
});

type DecisionQuery = z.output<typeof decisionQuery>;

/** What a query narrows the decisions to. */
export const decisionFilterOf = ({ q, from, to }: Pick<DecisionQuery, 'q' | 'from' | 'to'>): DecisionFilter => ({
  search: q === null ? EVERYTHING : parseOrderSearch(q),
  from,
  to,
});

interface DecisionList {
  readonly rows: readonly DecisionRow[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** What the asker has done with orders, newest first. @source D6 */
export async function listDecisions(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  query: DecisionQuery,
): Promise<DecisionList> {
  const { after, before, limit: count } = query;
  const asked = { after: before ? undefined : after, before, limit: count + 1 };
  const found = await listDecisionRows(db, account, decisionFilterOf(query), asked);
  return pageBothWays(found, query, (row) => [row.at, row.orderId, row.seq]);
}

/** A decision about an order, or about a password reset. */
export type Decided = (DecisionRow & { readonly type: 'order' }) | (DecidedReset & { readonly type: 'passwordReset' });

/** Everything the asker has decided, newest first: about orders and password resets. @source L14, D6 */
export async function listDecided(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  filter: DecisionFilter,
  asked: { after?: DecisionPlace | undefined; before?: DecisionPlace | undefined; limit: number },
): Promise<Decided[]> {
  const [ofOrders, ofResets] = await Promise.all([
    listDecisionRows(db, account, filter, asked),
    listDecidedResets(db, account, filter, asked),
  ]);
  const all: Decided[] = [
    ...ofOrders.map((row) => ({ ...row, type: 'order' as const })),
    ...ofResets.map((row) => ({ ...row, type: 'passwordReset' as const })),
  ];
  all.sort((one, other) => (isNewer(one, other) ? -1 : 1));
  return asked.before ? all.slice(-asked.limit) : all.slice(0, asked.limit);
}

const isNewer = (one: Decided, other: Decided): boolean =>
  one.at === other.at
    ? one.orderId === other.orderId
      ? one.seq > other.seq
      : one.orderId > other.orderId
    : one.at > other.at;

/** A page of everything decided, and which part it is. @source D6 */
export async function listDecidedPage({ db }: Pick<Portal, 'db'>, account: Account, query: DecisionQuery) {
  const { after, before, limit: count } = query;
  const filter = decisionFilterOf(query);
  const asked = { after: before ? undefined : after, before, limit: count + 1 };
  const found = await listDecided({ db }, account, filter, asked);
  const { rows, next, previous } = pageBothWays(found, query, (row) => [row.at, row.orderId, row.seq]);
  const first = previous === null ? undefined : rows[0];
  const [ofOrders, ofResets] = await Promise.all([
    countDecisions(db, account.id, filter, first),
    countDecidedResets(db, account.id, filter, first),
  ]);
  const part = {
    rows: rows.length,
    total: ofOrders.total + ofResets.total,
    before: ofOrders.before + ofResets.before,
  };
  return { rows, next, previous, part };
}
