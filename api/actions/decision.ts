import { z } from 'zod';
import { countDecisions, listDecisionRows } from '../../db/reads/decision.ts';
import type { DecisionFilter, DecisionRow } from '../../db/reads/decision.ts';
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

/** Which part of the decisions such a page is. */
export async function countDecisionPart(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  query: DecisionQuery,
  { rows, previous }: DecisionList,
) {
  const first = previous === null ? undefined : rows[0];
  return { rows: rows.length, ...(await countDecisions(db, account.id, decisionFilterOf(query), first)) };
}
