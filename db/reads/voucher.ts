import { and, eq, gt, lt, or, sql } from 'drizzle-orm';
import type { SQL, SQLWrapper } from 'drizzle-orm';
import type { Fen } from '../../domain/fen.ts';
import type { Actor } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { organizations } from '../schema/organization.ts';
import { categories, subcategories } from '../schema/product.ts';
import { voucherLines, vouchers } from '../schema/voucher.ts';
import { wordsOf } from '../tokens.ts';
import { countPart } from './counted.ts';
import type { ListPart } from './counted.ts';
import { areVisible, isOfCompany, isVisible, namedBy } from './voucher-visibility.ts';

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

/** Which part of such a list a page is. @source D26 */
export const countVouchers = (
  db: Executor,
  asker: Actor,
  { before, ...filter }: VoucherFilter & { readonly before: string | undefined },
): Promise<ListPart> =>
  countPart(
    db,
    vouchers,
    { all: narrowed(db, asker, filter), before: before === undefined ? undefined : gt(vouchers.id, before) },
    NEWEST_FIRST,
  );

/** What such vouchers come to, in fen: granted, used (held, committed and redeemed) and available; all of them, however many. @source D20 */
export async function sumVouchers(db: Executor, asker: Actor, filter: VoucherFilter) {
  const sum = (amount: SQLWrapper) => sql<Fen>`coalesce(sum(${amount}), 0)::float8`;
  const { grantedFen, heldFen, committedFen, redeemedFen, availableFen } = voucherLines;
  const [row] = await db
    .select({
      count: sql<number>`count(distinct ${vouchers.id})::int`,
      grantedFen: sum(grantedFen),
      usedFen: sum(sql`${heldFen} + ${committedFen} + ${redeemedFen}`),
      availableFen: sum(availableFen),
    })
    .from(vouchers)
    .leftJoin(voucherLines, eq(voucherLines.voucherId, vouchers.id))
    .where(narrowed(db, asker, filter));
  if (!row) throw new Error('a row of sums was expected');
  return row;
}

/** What the asker may see of what is searched for. */
const narrowed = (db: Executor, asker: Actor, { q }: VoucherFilter): SQL | undefined =>
  and(areVisible(db, asker), q === undefined ? undefined : isFoundBy(db, q));

/** By the number, or by the companies that the words find: each has its index. */
const isFoundBy = (db: Executor, q: string): SQL | undefined =>
  or(
    eq(vouchers.number, q.toUpperCase()),
    isOfCompany(db, sql`${organizations.tokens} @> ${sql.param(wordsOf(q))}::text[]`),
  );

/** One voucher, if the asker may see it. */
export async function findVoucher(db: Executor, asker: Actor, id: string): Promise<VoucherRow | undefined> {
  const [row] = await heads(db).where(and(isVisible(db, asker), eq(vouchers.id, id)));
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
