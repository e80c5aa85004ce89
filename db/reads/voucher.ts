import { and, eq, exists, gt, lt, or, sql } from 'drizzle-orm';
import type { SQL, SQLWrapper } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Actor, Role } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { orders } from '../schema/order.ts';
import { organizations } from '../schema/organization.ts';
import { categories, subcategories } from '../schema/product.ts';
import { voucherLines, vouchers } from '../schema/voucher.ts';
import { REPLAN } from '../driver/replan.ts';
import { wordsOf } from '../tokens.ts';
import { countRows } from './counted.ts';

const heads = (db: Executor) =>
  db
    .select({
      id: vouchers.id,
      number: vouchers.number,
      kind: vouchers.kind,
      grantedOn: vouchers.grantedOn,
      useBy: vouchers.useBy,
      redeemBy: vouchers.redeemBy,
      enterprise: { id: organizations.id, name: organizations.name },
    })
    .from(vouchers)
    .innerJoin(organizations, eq(organizations.id, vouchers.enterpriseId));

export type VoucherRow = Awaited<ReturnType<typeof heads>>[number];

/** Which vouchers are asked for. */
interface VoucherFilter {
  /** A voucher's number, or words of its company. */
  readonly q?: string | undefined;
}

interface VoucherPage extends VoucherFilter {
  readonly after?: string | undefined;
  /** Read backwards from here; wins over `after`. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Vouchers the asker may see, newest first. @source L78, D26 */
export async function listVoucherPage(
  db: Executor,
  asker: Actor,
  { after, before, limit, ...filter }: VoucherPage,
): Promise<VoucherRow[]> {
  const back = before !== undefined;
  const place = back ? gt(vouchers.id, before) : after === undefined ? undefined : lt(vouchers.id, after);
  const rows = await heads(db)
    .where(and(narrowed(db, asker, filter), place))
    .orderBy(back ? vouchers.id : NEWEST_FIRST)
    .limit(limit);
  return back ? rows.toReversed() : rows;
}

const NEWEST_FIRST = sql`${vouchers.id} desc`;

/** How many vouchers such a list holds, and how many of them come before one; 1 001 stands for more than 1 000. @source D26 */
export async function countVouchers(
  db: Executor,
  asker: Actor,
  { before, ...filter }: VoucherFilter & { readonly before: string | undefined },
): Promise<{ total: number; before: number }> {
  const all = narrowed(db, asker, filter);
  const count = (where: SQL | undefined) => countRows(db, vouchers, where, NEWEST_FIRST);
  const [counts] = await db
    .select({
      total: count(all),
      before: before === undefined ? sql<number>`0` : count(and(all, gt(vouchers.id, before))),
    })
    .from(sql`(select) as once`);
  return counts ?? { total: 0, before: 0 };
}

/** What the asker may see of what is searched for. */
const narrowed = (db: Executor, asker: Actor, { q }: VoucherFilter): SQL | undefined =>
  and(visible(db, asker, OF_ALL), q === undefined ? undefined : isFoundBy(db, q));

/** By the number, or by the companies that the words find: each has its index. */
const isFoundBy = (db: Executor, q: string): SQL | undefined =>
  or(
    eq(vouchers.number, q.toUpperCase()),
    isOfCompany(db, sql`${organizations.tokens} @> ${sql.param(wordsOf(q))}::text[]`),
  );

/** Vouchers of the companies of which something holds. */
const isOfCompany = (db: Executor, holds: SQL): SQL =>
  isOneOf(vouchers.enterpriseId, db.select({ id: organizations.id }).from(organizations).where(holds));

/** A column holds one of the ids that a question finds, which is asked first: so an index leads to them. */
const isOneOf = (column: AnyPgColumn, ids: SQLWrapper): SQL => sql`${column} = any(array(${ids})) ${sql.raw(REPLAN)}`;

/** One voucher, if the asker may see it. */
export async function findVoucher(db: Executor, asker: Actor, id: string): Promise<VoucherRow | undefined> {
  const [row] = await heads(db).where(and(visible(db, asker, OF_ONE), eq(vouchers.id, id)));
  return row;
}

/** The lines of the same voucher for the same direction: how many there are, or how many up to this one. */
const sameDirection = (upTo: SQL) =>
  sql<number>`(select count(*)::int from ${voucherLines} same where same.voucher_id = ${voucherLines.voucherId}
    and same.subcategory_id = ${voucherLines.subcategoryId} ${upTo})`;

const lines = (db: Executor) =>
  db
    .select({
      id: voucherLines.id,
      voucherId: voucherLines.voucherId,
      /** Its number among the lines of its direction, and how many those are. */
      place: sameDirection(sql`and same.id <= ${voucherLines.id}`),
      places: sameDirection(sql``),
      category: { id: categories.id, name: categories.name },
      subcategory: { id: subcategories.id, name: subcategories.name },
      grantedFen: voucherLines.grantedFen,
      availableFen: voucherLines.availableFen,
      heldFen: voucherLines.heldFen,
      committedFen: voucherLines.committedFen,
      redeemedFen: voucherLines.redeemedFen,
      lapsedFen: voucherLines.lapsedFen,
    })
    .from(voucherLines)
    .innerJoin(subcategories, eq(subcategories.id, voucherLines.subcategoryId))
    .innerJoin(categories, eq(categories.id, subcategories.categoryId));

/** The lines of these vouchers that the asker may see: an institution, those that an order to it names. @source D26 */
export const listVisibleLines = (db: Executor, asker: Actor, voucherIds: readonly string[]): Promise<LineRow[]> =>
  lines(db)
    .where(
      and(
        sql`${voucherLines.voucherId} = any(${sql.param(voucherIds)}::uuid[])`,
        maySeeWhole(asker) ? undefined : namedBy(db, asker),
      ),
    )
    .orderBy(voucherLines.id);

/**
 * The voucher line an order names, with its voucher: what an institution looks up before it signs. Whether the asker may see
 * the order was the question before.
 *
 * @source L78
 */
export async function findNamedLine(
  db: Executor,
  lineId: string,
): Promise<{ voucher: VoucherRow; line: LineRow } | undefined> {
  const [line] = await lines(db).where(eq(voucherLines.id, lineId));
  const [voucher] = line ? await heads(db).where(eq(vouchers.id, line.voucherId)) : [];
  return line && voucher && { voucher, line };
}

export type LineRow = Awaited<ReturnType<typeof lines>>[number];

/** Whether the asker sees all lines of a voucher, and its entries: its owner and staff do, an institution does not. @source D26 */
export const maySeeWhole = ({ roles }: Pick<Actor, 'roles'>): boolean => !roles.includes('institution');

/** Lines named by an order to the asker's institution. */
const namedBy = (db: Executor, { organizationId }: Actor): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(orders)
      .where(and(eq(orders.voucherLineId, voucherLines.id), eq(orders.institutionId, organizationId ?? ''))),
  );

/** Nothing for somebody without a role. */
const visible = (db: Executor, asker: Actor, asked: Asked): SQL =>
  or(...asker.roles.map((role) => visibleAs(db, role, asker, asked))) ?? sql`false`;

/** Those who see vouchers by other rows, and how that is asked. */
type Asked = Readonly<Record<'park' | 'institution', (db: Executor, asker: Actor) => SQL>>;

/** Asked of one voucher: from it to its company, and by its lines to the orders that name them. */
const OF_ONE: Asked = {
  park: (db, { parkId }) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(organizations)
        .where(and(eq(organizations.id, vouchers.enterpriseId), eq(organizations.parkId, parkId ?? ''))),
    ),
  institution: (db, asker) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(voucherLines)
        .where(and(eq(voucherLines.voucherId, vouchers.id), namedBy(db, asker))),
    ),
};

/** Asked of all: from the park's companies, and from the institution's orders by the lines that they name. */
const OF_ALL: Asked = {
  park: (db, { parkId }) => isOfCompany(db, eq(organizations.parkId, parkId ?? '')),
  institution: (db, { organizationId }) => {
    const own = db
      .select({ id: orders.voucherLineId })
      .from(orders)
      .where(eq(orders.institutionId, organizationId ?? ''));
    const named = db.select({ id: voucherLines.voucherId }).from(voucherLines).where(isOneOf(voucherLines.id, own));
    return isOneOf(vouchers.id, named);
  },
};

function visibleAs(db: Executor, role: Role, asker: Actor, asked: Asked): SQL {
  switch (role) {
    case 'enterprise':
      return eq(vouchers.enterpriseId, asker.organizationId ?? '');
    case 'park':
    case 'institution':
      return asked[role](db, asker);
    case 'center':
    case 'finance':
    case 'admin':
      return sql`true`;
  }
}

/** One line of a voucher with its five parts; whether the asker may see it follows from the order that names it. */
export async function getLineParts(db: Executor, lineId: string) {
  const [row] = await db
    .select({
      voucher: vouchers.number,
      grantedFen: voucherLines.grantedFen,
      availableFen: voucherLines.availableFen,
      heldFen: voucherLines.heldFen,
      committedFen: voucherLines.committedFen,
      redeemedFen: voucherLines.redeemedFen,
      lapsedFen: voucherLines.lapsedFen,
    })
    .from(voucherLines)
    .innerJoin(vouchers, eq(vouchers.id, voucherLines.voucherId))
    .where(eq(voucherLines.id, lineId));
  if (!row) throw new Error(`no voucher line ${lineId}`);
  return row;
}
