import { and, eq, gt, inArray, isNotNull, notExists, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { invoiceKey, invoiceReuse, LIVE_REDEMPTION_STATES } from '../../domain/order/invoice.ts';
import type { Order } from '../../domain/order/order.ts';
import type { Database, Executor } from '../client.ts';
import { claimedInvoices as claimed } from '../schema/claimed-invoice.ts';
import { orders } from '../schema/order.ts';
import { RefusedByRow } from './refused-by-row.ts';

/** Frees the invoices of an order: its redemption is refused or closed, or asked for anew. */
export const freeInvoices = (tx: Executor, orderId: string) =>
  tx.delete(claimed).where(eq(claimed.orderId, orderId)).execute();

type Claiming = Pick<Order, 'id' | 'institutionId' | 'rules' | 'claim'>;

/**
 * Takes the invoices of a claim for its order, in the place of those it had. Where the order's rules refuse reuse, the unique
 * index decides between redemptions of one moment; rows are written in one order, so that two never wait for each other.
 *
 * @throws RefusedByRow `invoice.already-claimed` when one stands in another live redemption and the rules refuse that
 * @source D41
 */
export async function claimInvoices(tx: Executor, order: Claiming): Promise<void> {
  const held = invoiceReuse(order.rules) === 'REFUSE';
  const taken = tx.execute(sql`
    ${insertFrom(order, sql`${held}::boolean`)}
    where not (${held}::boolean and ${standsElsewhere(order)})
    order by row.number, row.code`);
  const [, { rowCount }] = await Promise.all([freeInvoices(tx, order.id), taken]);
  if (rowCount !== order.claim?.invoices.length) throw new RefusedByRow('invoice.already-claimed');
}

const insertFrom = ({ id, institutionId, claim }: Claiming, held: SQL): SQL => sql`
  insert into ${claimed} (order_id, seller_id, number, code, attachment_id, held)
  select ${id}::uuid, ${institutionId}::uuid, row.number, row.code, row."attachmentId", ${held}
  from jsonb_to_recordset(${JSON.stringify(
    (claim?.invoices ?? []).map((invoice) => ({ ...invoiceKey(invoice), attachmentId: invoice.attachmentId })),
  )}::text::jsonb) as row(number text, code text, "attachmentId" uuid)`;

const standsElsewhere = ({ id, institutionId }: Claiming): SQL => sql`exists (
  select from ${claimed} as other
  where other.number = row.number and other.code = row.code
    and other.seller_id = ${institutionId}::uuid and other.order_id <> ${id}::uuid)`;

/** An invoice that stood twice before redemptions were compared: both stay, and people are told. */
export interface StoodTwice {
  readonly order: string;
  readonly number: string;
  readonly code: string;
}

const PAGE = 500;

/**
 * Takes the invoices of live redemptions that a former release recorded, the order placed first before all others. What stands
 * in another order, or twice in one, does not stop it. Asked again it writes nothing.
 *
 * @returns the invoices that stand already, by the later order
 * @source D41
 */
export async function fillClaimedInvoices(db: Database): Promise<StoodTwice[]> {
  const twice: StoodTwice[] = [];
  for (let after = ''; ;) {
    const page = await unclaimed(db, after);
    for (const order of page) twice.push(...(await fillOrder(db, order)));
    const last = page.at(-1);
    if (!last || page.length < PAGE) return twice;
    after = last.number;
  }
}

const unclaimed = (db: Database, after: string) =>
  db
    .select({
      id: orders.id,
      number: orders.number,
      institutionId: orders.institutionId,
      rules: orders.rules,
      claim: orders.claim,
    })
    .from(orders)
    .where(
      and(
        gt(orders.number, after),
        inArray(orders.state, [...LIVE_REDEMPTION_STATES]),
        isNotNull(orders.claim),
        notExists(
          db
            .select({ one: sql`1` })
            .from(claimed)
            .where(eq(claimed.orderId, orders.id)),
        ),
      ),
    )
    .orderBy(orders.number)
    .limit(PAGE);

async function fillOrder(db: Database, order: Claiming & { readonly number: string }): Promise<StoodTwice[]> {
  const { rows } = await db.execute<{ number: string; code: string; held: boolean }>(sql`
    ${insertFrom(order, sql`not ${standsElsewhere(order)}`)}
    where row.number <> ''
    on conflict do nothing
    returning number, code, held`);
  const standing = rows.filter(({ held }) => held).map(({ number, code }) => `${number} ${code}`);
  const said = (order.claim?.invoices ?? []).map(invoiceKey);
  return said
    .filter(({ number, code }, index) => {
      const first = said.findIndex((one) => one.number === number && one.code === code) === index;
      return number !== '' && !(first && standing.includes(`${number} ${code}`));
    })
    .map((key) => ({ order: order.number, ...key }));
}
