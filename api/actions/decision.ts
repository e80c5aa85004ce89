import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { decisionsOf } from '../../db/reads/decision.ts';
import type { Account } from '../../db/reads/account.ts';
import { cursor, isIdText, isInstant, limit, NEXT, cutPage } from '../forms/page.ts';
import type { Portal } from './portal.ts';
import { decisionView } from '../views/decision.ts';
import type { DecisionView } from '../views/decision.ts';

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
  language: Language,
): Promise<{ items: z.output<typeof DecisionView>[]; next: string | null }> {
  const found = await decisionsOf(db, account.id, { after: query.after, limit: query.limit + 1 });
  const { rows, next } = cutPage(found, query.limit, (row) => [row.at, row.orderId, row.seq]);
  return { items: rows.map((row) => decisionView(row, language)), next };
}
