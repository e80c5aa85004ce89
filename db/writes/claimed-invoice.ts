import { and, eq, gt, gte, inArray, isNotNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import { invoiceKey, invoiceReuse, isRedemptionLive } from '../../domain/order/invoice.ts';
import type { InvoiceKey } from '../../domain/order/invoice.ts';
import type { Claim, Order } from '../../domain/order/order.ts';
import type { Database, Executor } from '../client.ts';
import { after, ONE, slot, slotName } from '../driver/write.ts';
import type { Write } from '../driver/write.ts';
import { claimedInvoices as claimed } from '../schema/claimed-invoice.ts';
import { orders } from '../schema/order.ts';
import { RefusedByRow } from './refused-by-row.ts';

/** Frees the invoices of an order: its redemption is refused or closed, or asked for anew. */
const freeInvoices = (tx: Executor, orderId: string) =>
  tx.delete(claimed).where(eq(claimed.orderId, orderId)).execute();

type Claiming = Pick<Order, 'id' | 'institutionId' | 'rules' | 'claim'>;

/** The same beside the other writes of a step. */
export const freedInvoices = (orderId: string): Write => ({
  name: FREED,
  shape: '',
  build: (db) =>
    db
      .delete(claimed)
      .where(eq(claimed.orderId, slot(FREED, 'order')))
      .returning({ one: ONE }),
  values: { [slotName(FREED, 'order')]: orderId },
});

const FREED = 'freedInvoices';
const TAKEN = 'takenInvoices';

/**
 * Takes the invoices of a claim for its order, in the place of those it had. Where the order's rules refuse reuse, the unique
 * index decides between redemptions of one moment; rows are written in one order, so that two never wait for each other. A number
 * of 8 digits without its code, as a former release recorded it, is equal to that number with any code: this is asked, and not held
 * by the index. Insists (`invoice.already-claimed`) that none stands in another live redemption where the rules refuse that.
 *
 * @source D41
 */
export function claimInvoices({ id, institutionId, rules, claim }: Claiming): readonly Write[] {
  const given = {
    id: sql`${slot(TAKEN, 'order')}::uuid`,
    institutionId: sql`${slot(TAKEN, 'seller')}::uuid`,
    invoices: sql`${slot(TAKEN, 'invoices')}::text::jsonb`,
  };
  const held = sql`${slot(TAKEN, 'held')}::boolean`;
  const taken: Write = {
    name: TAKEN,
    shape: '',
    build: () => sql`
      ${insertFrom(given, after(FREED, held))}
      where not (${held} and ${standsElsewhere(given)})
      order by row.number, row.code
      returning 1 as one`,
    values: {
      [slotName(TAKEN, 'order')]: id,
      [slotName(TAKEN, 'seller')]: institutionId,
      [slotName(TAKEN, 'invoices')]: JSON.stringify(keyedInvoices(claim)),
      [slotName(TAKEN, 'held')]: invoiceReuse(rules) === 'REFUSE',
    },
    insists: { rows: claim?.invoices.length ?? 0, orElse: () => new RefusedByRow('invoice.already-claimed') },
  };
  return [freedInvoices(id), taken];
}

/** A claim as far as its statements ask for it. */
type Given = Readonly<Record<'id' | 'institutionId' | 'invoices', SQL>>;

const givenOf = ({ id, institutionId, claim }: Claiming): Given => ({
  id: sql`${id}::uuid`,
  institutionId: sql`${institutionId}::uuid`,
  invoices: sql`${JSON.stringify(keyedInvoices(claim))}::text::jsonb`,
});

const insertFrom = ({ id, institutionId, invoices }: Given, held: SQL): SQL => sql`
  insert into ${claimed} (order_id, seller_id, number, code, attachment_id, held)
  select ${id}, ${institutionId}, row.number, row.code, row."attachmentId", ${held}
  from jsonb_to_recordset(${invoices}) as row(number text, code text, "attachmentId" uuid)`;

const keyedInvoices = (claim: Claim | null) =>
  (claim?.invoices ?? []).map((invoice) => ({ ...invoiceKey(invoice), attachmentId: invoice.attachmentId }));

/** Whether an invoice stands in another order; one without its code stands for those of every code. */
const standsElsewhere = ({ id, institutionId }: Given): SQL => sql`exists (
  select from ${claimed} as other
  where other.number = row.number and (other.code = row.code or '' in (other.code, row.code))
    and other.seller_id = ${institutionId} and other.order_id <> ${id})`;

/** An invoice that stood twice before redemptions were compared: both stay, and people are told. */
export interface StoodTwice {
  readonly order: string;
  readonly number: string;
  readonly code: string;
}

const PAGE = 500;

interface Renewing {
  /** Only orders changed since then are read; null: every claim ever made. */
  readonly since?: Instant | null;
  /** Called once a page. */
  readonly beat?: () => void;
}

/**
 * Brings the claimed invoices to what the orders say: those of live redemptions that a former release recorded, or keyed otherwise,
 * are taken, the order placed first before all others, and those of redemptions that stand no longer are freed. What stands in
 * another order, or twice in one, does not stop it. Asked again it writes nothing.
 *
 * @returns the invoices that stand already, by the later order, where its rules refuse that
 * @source D41
 */
export async function renewClaimedInvoices(
  db: Database,
  { since = null, beat = () => undefined }: Renewing = {},
): Promise<StoodTwice[]> {
  const twice: StoodTwice[] = [];
  for await (const page of since === null ? everyClaim(db) : claimsChangedSince(db, since)) {
    for (const order of page) if (!isAsClaimed(order)) twice.push(...(await renewOrder(db, order.id)));
    beat();
  }
  return twice;
}

async function* everyClaim(db: Database): AsyncGenerator<OrderClaims[]> {
  for (let after = ''; ;) {
    const page = await selectClaims(db)
      .where(and(gt(orders.number, after), isNotNull(orders.claim)))
      .orderBy(orders.number)
      .limit(PAGE);
    yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.number;
  }
}

async function* claimsChangedSince(db: Database, since: Instant): AsyncGenerator<OrderClaims[]> {
  const changed = await listClaimsChangedSince(db, since);
  for (let at = 0; at < changed.length; at += PAGE)
    yield await selectClaims(db)
      .where(inArray(orders.id, changed.slice(at, at + PAGE)))
      .orderBy(orders.number);
}

/** The orders with a claim that were changed since then, by their ids, the one placed first before all others. */
export async function listClaimsChangedSince(db: Executor, since: Instant): Promise<string[]> {
  const rows = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(isNotNull(orders.claim), gte(orders.changedAt, since)))
    .orderBy(orders.number);
  return rows.map(({ id }) => id);
}

/** Orders with the rows of their invoices, as of one moment. */
const selectClaims = (db: Executor) =>
  db
    .select({
      id: orders.id,
      number: orders.number,
      state: orders.state,
      institutionId: orders.institutionId,
      rules: orders.rules,
      claim: orders.claim,
      rows: sql<(InvoiceKey & { readonly attachmentId: string; readonly held: boolean })[]>`(
        select coalesce(jsonb_agg(jsonb_build_object(
          'number', c.number, 'code', c.code, 'attachmentId', c.attachment_id, 'held', c.held)), '[]')
        from ${claimed} c where c.order_id = orders.id)`,
    })
    .from(orders);

type OrderClaims = Awaited<ReturnType<typeof selectClaims>>[number];

/** Whether the rows of an order are its claim's; the code of an invoice that came without one may have been entered since. */
function isAsClaimed({ state, claim, rules, rows }: OrderClaims): boolean {
  const wanted = isRedemptionLive(state) ? keyedInvoices(claim).filter(({ number }) => number !== '') : [];
  const mayHold = invoiceReuse(rules) === 'REFUSE';
  const isOf = (row: InvoiceKey, key: InvoiceKey) =>
    row.number === key.number && (row.code === key.code || key.code === '');
  return (
    wanted.every((key) => rows.some((row) => isOf(row, key))) &&
    rows.every(
      (row) => (mayHold || !row.held) && wanted.some((key) => isOf(row, key) && key.attachmentId === row.attachmentId),
    )
  );
}

/** A recording may have come between: the order is held first, then looked at anew. */
const renewOrder = (db: Database, orderId: string): Promise<StoodTwice[]> =>
  db.transaction(async (tx) => {
    await tx.select({ id: orders.id }).from(orders).where(eq(orders.id, orderId)).for('update');
    const [order] = await selectClaims(tx).where(eq(orders.id, orderId));
    if (!order || isAsClaimed(order)) return [];
    await freeInvoices(tx, orderId);
    return isRedemptionLive(order.state) ? enterInvoices(tx, order) : [];
  });

async function enterInvoices(tx: Executor, order: Claiming & { readonly number: string }): Promise<StoodTwice[]> {
  const refuses = invoiceReuse(order.rules) === 'REFUSE';
  const given = givenOf(order);
  const { rows } = await tx.execute<{ number: string; code: string; held: boolean }>(sql`
    ${insertFrom(given, sql`${refuses}::boolean and not ${standsElsewhere(given)}`)}
    where row.number <> ''
    order by row.number, row.code
    on conflict do nothing
    returning number, code, held`);
  if (!refuses) return [];
  const standing = rows.filter(({ held }) => held);
  const said = keyedInvoices(order.claim);
  const isOne = (one: InvoiceKey) => (other: InvoiceKey) => one.number === other.number && one.code === other.code;
  return said
    .filter((key, index) => {
      const first = said.findIndex(isOne(key)) === index;
      return key.number !== '' && !(first && standing.some(isOne(key)));
    })
    .map(({ number, code }) => ({ order: order.number, number, code }));
}
