import { z } from 'zod';
import { listDecisionRows } from '../../db/reads/decision.ts';
import type { DecisionRow } from '../../db/reads/decision.ts';
import type { Account } from '../../db/reads/account.ts';
import { cursor, isIdText, isInstant, limit, NEXT, cutPage } from '../forms/page.ts';
import type { Portal } from './portal.ts';

/** By instant, order and the order's event. */
export const decisionQuery = z.object({
  limit,
  after: cursor(([at, orderId, seq]) =>
    isInstant(at) && isIdText(orderId) && Number.isSafeInteger(seq) ? { at, orderId, seq: seq as number } : undefined,
  ).meta(NEXT),
});

/** What the asker has done with orders, newest first. @source D6 */
export async function listDecisions(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  query: z.output<typeof decisionQuery>,
): Promise<{ rows: readonly DecisionRow[]; next: string | null }> {
  const found = await listDecisionRows(db, account.id, { after: query.after, limit: query.limit + 1 });
  return cutPage(found, query.limit, (row) => [row.at, row.orderId, row.seq]);
}
