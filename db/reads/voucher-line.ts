import { and, eq, gte, sql } from 'drizzle-orm';
import type { Day } from '../../domain/day.ts';
import type { Executor } from '../client.ts';
import { organizations } from '../schema/organization.ts';
import { categories, subcategories } from '../schema/product.ts';
import { voucherLines, vouchers } from '../schema/voucher.ts';

const lines = (db: Executor) =>
  db
    .select({
      id: voucherLines.id,
      voucherId: vouchers.id,
      number: vouchers.number,
      kind: vouchers.kind,
      grantedOn: vouchers.grantedOn,
      useBy: vouchers.useBy,
      redeemBy: vouchers.redeemBy,
      category: categories.name,
      subcategory: subcategories.name,
      subcategoryId: voucherLines.subcategoryId,
      enterpriseId: vouchers.enterpriseId,
      enterpriseCreditCode: organizations.creditCode,
      grantedFen: voucherLines.grantedFen,
      availableFen: voucherLines.availableFen,
    })
    .from(voucherLines)
    .innerJoin(vouchers, eq(vouchers.id, voucherLines.voucherId))
    .innerJoin(organizations, eq(organizations.id, vouchers.enterpriseId))
    .innerJoin(subcategories, eq(subcategories.id, voucherLines.subcategoryId))
    .innerJoin(categories, eq(categories.id, subcategories.categoryId));

export type OwnLine = Awaited<ReturnType<typeof lines>>[number];

/** One line with its voucher: what an order is paid from. */
export async function findVoucherLine(db: Executor, id: string): Promise<OwnLine | undefined> {
  const [row] = await lines(db).where(eq(voucherLines.id, id));
  return row;
}

/** A company's lines for one direction of use, the one that ends first in front; with what is left of each. @source L78, D10 */
export const listLinesFor = (
  db: Executor,
  { enterpriseId, subcategoryId }: { readonly enterpriseId: string; readonly subcategoryId: string },
): Promise<OwnLine[]> =>
  lines(db)
    .where(and(eq(vouchers.enterpriseId, enterpriseId), eq(voucherLines.subcategoryId, subcategoryId)))
    .orderBy(vouchers.useBy, voucherLines.id)
    .limit(50);

/** The directions in which a company has money left that may still be used. @source L78 */
export const listUsableSubcategories = (db: Executor, enterpriseId: string, today: Day) =>
  db
    .selectDistinct({ id: subcategories.id, name: subcategories.name })
    .from(voucherLines)
    .innerJoin(subcategories, eq(subcategories.id, voucherLines.subcategoryId))
    .innerJoin(vouchers, eq(vouchers.id, voucherLines.voucherId))
    .where(
      and(eq(vouchers.enterpriseId, enterpriseId), gte(vouchers.useBy, today), sql`${voucherLines.availableFen} > 0`),
    );
