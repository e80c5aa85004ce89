import { and, eq, ne, notInArray, sql } from 'drizzle-orm';
import type { Order } from '../../domain/order/order.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { Executor } from '../client.ts';
import { REPLAN } from '../driver/replan.ts';
import { attachments } from '../schema/attachment.ts';
import { contractNumberTokens, orders } from '../schema/order.ts';
import { partyWord } from './order-search.ts';

/** Another order that rests on a contract of the same number. */
export interface SameContract {
  readonly id: string;
  readonly number: string;
  /** Whether the bytes of the contract's file are the same as well. */
  readonly sameFile: boolean;
}

/** States in which an order rests on no contract: it has none, or the payment with it was refused, or all is over and nothing paid. */
const WITHOUT_CONTRACT: OrderState[] = ['unpaid', 'paymentRejected', 'closed'];

/** More than this many need not be told. */
const TOLD_AT_MOST = 5;

/**
 * The other live orders of the same two parties whose contract has the same number, in whatever letter case, the latest first:
 * one contract is paid for once. None for an order without a contract.
 *
 * @source L84, L149
 */
export async function listSameContracts(
  db: Executor,
  { id, institutionId, enterpriseId, contract }: Pick<Order, 'id' | 'institutionId' | 'enterpriseId' | 'contract'>,
): Promise<SameContract[]> {
  if (!contract) return [];
  const own = db
    .select({ sha256: attachments.sha256 })
    .from(attachments)
    .where(eq(attachments.id, contract.attachmentId));
  // Found by the number's words and the parties' together: either alone may have any number of orders, the number where it has no
  // letter of its own and is one empty word.
  const parties = [
    partyWord({ role: 'institution', id: institutionId }),
    partyWord({ role: 'enterprise', id: enterpriseId }),
  ];
  const numbered = db.$with('numbered').as(
    db
      .select({
        id: orders.id,
        number: orders.number,
        placedAt: orders.placedAt,
        file: sql<string>`(${orders.contract} ->> 'attachmentId')::uuid`.as('file'),
      })
      .from(orders)
      .where(
        and(
          sql`${orders.id} = any(array(select order_id from orders_with_words(${contractNumberTokens(sql`${contract.number}::text`)} || ${sql.param(parties)}::text[], null, null)))`,
          sql`lower(${orders.contract} ->> 'number') = lower(${contract.number}::text) ${sql.raw(REPLAN)}`,
          eq(orders.institutionId, institutionId),
          eq(orders.enterpriseId, enterpriseId),
          ne(orders.id, id),
          notInArray(orders.state, WITHOUT_CONTRACT),
        ),
      ),
  );
  return db
    .with(numbered)
    .select({
      id: numbered.id,
      number: numbered.number,
      sameFile: sql<boolean>`coalesce(${attachments.sha256} = (${own}), false)`,
    })
    .from(numbered)
    .leftJoin(attachments, eq(attachments.id, numbered.file))
    .orderBy(sql`${numbered.placedAt} desc, ${numbered.id} desc`)
    .limit(TOLD_AT_MOST);
}
