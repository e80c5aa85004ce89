import { z } from 'zod';
import type { Account } from '../db/reads/account.ts';
import { listedOrders, timelinesOf } from '../db/reads/order-list.ts';
import { wordsOf } from '../db/tokens.ts';
import { optionalText } from './forms/fields.ts';
import { byInstant, page } from './forms/page.ts';
import type { Language } from './language.ts';
import { now } from './order.ts';
import type { Portal } from './portal.ts';
import { orderView } from './views/order.ts';
import { StateName } from './views/order-schema.ts';
import type { OrderView } from './views/order-schema.ts';

/** How orders are asked for, by clients and by the page. */
export const orderQuery = z.object({ ...byInstant, state: StateName.optional(), q: optionalText(100) });

/** A page of the orders the asker may see: two statements, however many there are. @source L92 */
export async function listOrders(
  { db }: Portal,
  account: Account,
  { limit, after, state, q }: z.output<typeof orderQuery>,
  language: Language,
): Promise<{ items: OrderView[]; next: string | null }> {
  const asked = {
    state,
    words: q === null ? [] : wordsOf(q),
    after: after && { placedAt: after.at, id: after.id },
    limit: limit + 1,
  };
  const { rows, next } = page(await listedOrders(db, account, asked), limit, (file) => [file.placedAt, file.order.id]);
  const timelines = await timelinesOf(
    db,
    rows.map(({ order }) => order.id),
  );
  const viewing = { actor: account, moment: now(), language };
  return { items: rows.map((file) => orderView(file, timelines.get(file.order.id) ?? [], viewing)), next };
}
