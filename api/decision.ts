import { z } from 'zod';
import { inShanghai } from '../domain/day.ts';
import type { Language } from '../domain/language.ts';
import { orderStep } from '../domain/order/steps.ts';
import { decisionsOf } from '../db/reads/decision.ts';
import type { DecisionRow } from '../db/reads/decision.ts';
import type { Account } from '../db/reads/account.ts';
import { cursor, isIdText, isInstant, limit, NEXT, page } from './forms/page.ts';
import type { Portal } from './portal.ts';
import { StateName, StepName } from './views/order-schema.ts';
import { Named, Time } from './views/money.ts';

/** By instant, order and the order's event. */
export const decisionQuery = z.object({
  limit,
  after: cursor(([at, orderId, seq]) =>
    isInstant(at) && isIdText(orderId) && Number.isSafeInteger(seq) ? { at, orderId, seq: seq as number } : undefined,
  ).meta(NEXT),
});

export const DecisionView = z
  .object({
    at: Time,
    step: StepName,
    stepLabel: z.string(),
    order: Named.describe('Its id and number'),
    product: z.string(),
    to: StateName,
    reason: z.string().nullable(),
  })
  .meta({ id: 'Decision' });

/** What the asker has done with orders, newest first. @source D6 */
export async function listDecisions(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  query: z.output<typeof decisionQuery>,
  language: Language,
): Promise<{ items: z.output<typeof DecisionView>[]; next: string | null }> {
  const found = await decisionsOf(db, account.id, { after: query.after, limit: query.limit + 1 });
  const { rows, next } = page(found, query.limit, (row) => [row.at, row.orderId, row.seq]);
  return { items: rows.map((row) => decisionView(row, language)), next };
}

const decisionView = (row: DecisionRow, language: Language): z.output<typeof DecisionView> => ({
  at: inShanghai(row.at),
  step: row.step,
  stepLabel: orderStep(row.step)[language],
  order: { id: row.orderId, name: row.number },
  product: row.product,
  to: row.to,
  reason: row.reason,
});
