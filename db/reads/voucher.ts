import { and, eq, exists, gt, lt, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Actor, Role } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { orders } from '../schema/order.ts';
import { organizations } from '../schema/organization.ts';
import { categories, subcategories } from '../schema/product.ts';
import { voucherLines, vouchers } from '../schema/voucher.ts';
import { wordsOf } from '../tokens.ts';

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

interface VoucherQuestion {
  /** A voucher's number, or words of its company. */
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  /** Read backwards from here; wins over `after`. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Vouchers the asker may see, newest first. @source L78, D26 */
export async function listVoucherPage(
  db: Executor,
  asker: Actor,
  { q, after, before, limit }: VoucherQuestion,
): Promise<VoucherRow[]> {
  const back = before !== undefined;
  const place = back ? gt(vouchers.id, before) : after === undefined ? undefined : lt(vouchers.id, after);
  const found =
    q === undefined
      ? undefined
      : or(eq(vouchers.number, q.toUpperCase()), sql`${organizations.tokens} @> ${sql.param(wordsOf(q))}::text[]`);
  const rows = await heads(db)
    .where(and(visible(db, asker), found, place))
    .orderBy(back ? vouchers.id : sql`${vouchers.id} desc`)
    .limit(limit);
  return back ? rows.toReversed() : rows;
}

/** One voucher, if the asker may see it. */
export async function findVoucher(db: Executor, asker: Actor, id: string): Promise<VoucherRow | undefined> {
  const [row] = await heads(db).where(and(visible(db, asker), eq(vouchers.id, id)));
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
const visible = (db: Executor, asker: Actor): SQL =>
  or(...asker.roles.map((role) => visibleAs(db, role, asker))) ?? sql`false`;

function visibleAs(db: Executor, role: Role, asker: Actor): SQL {
  switch (role) {
    case 'enterprise':
      return eq(vouchers.enterpriseId, asker.organizationId ?? '');
    case 'park':
      return eq(organizations.parkId, asker.parkId ?? '');
    case 'institution':
      return exists(
        db
          .select({ one: sql`1` })
          .from(voucherLines)
          .where(and(eq(voucherLines.voucherId, vouchers.id), namedBy(db, asker))),
      );
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
