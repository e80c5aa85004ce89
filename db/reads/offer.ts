import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { organizations } from '../schema/organization.ts';
import { categories, products, subcategories } from '../schema/product.ts';
import { voucherLines, vouchers } from '../schema/voucher.ts';

/** The product an order would be placed on, with its institution. At most one row. */
export const selectOfferedProduct = (db: Executor, productId: string) => offeredProduct(db).execute({ productId });

const offeredProduct = prepareOnce((db) =>
  db
    .select({
      id: products.id,
      name: products.name,
      live: sql<boolean>`${products.state} = 'approved'`,
      priceFen: products.priceFen,
      subcategoryId: products.subcategoryId,
      subcategory: subcategories.name,
      categoryId: subcategories.categoryId,
      category: categories.name,
      institutionId: products.institutionId,
      institutionActive: sql<boolean>`${organizations.status} = 'active'`,
      institutionCreditCode: organizations.creditCode,
      tokens: sql<string[]>`${products.tokens} || ${organizations.tokens}`,
    })
    .from(products)
    .innerJoin(subcategories, eq(subcategories.id, products.subcategoryId))
    .innerJoin(categories, eq(categories.id, subcategories.categoryId))
    .innerJoin(organizations, eq(organizations.id, products.institutionId))
    .where(eq(products.id, sql.placeholder('productId')))
    .prepare('offered_product'),
);

/** The voucher line an order would name, with its enterprise. At most one row. */
export const selectOfferedLine = (db: Executor, lineId: string) => offeredLine(db).execute({ lineId });

const offeredLine = prepareOnce((db) =>
  db
    .select({
      id: voucherLines.id,
      subcategoryId: voucherLines.subcategoryId,
      availableFen: voucherLines.availableFen,
      grantedOn: vouchers.grantedOn,
      useBy: vouchers.useBy,
      redeemBy: vouchers.redeemBy,
      enterpriseId: vouchers.enterpriseId,
      enterpriseCreditCode: organizations.creditCode,
      parkId: organizations.parkId,
      tokens: organizations.tokens,
    })
    .from(voucherLines)
    .innerJoin(vouchers, eq(vouchers.id, voucherLines.voucherId))
    .innerJoin(organizations, eq(organizations.id, vouchers.enterpriseId))
    .where(eq(voucherLines.id, sql.placeholder('lineId')))
    .prepare('offered_line'),
);

export type OfferedProduct = Awaited<ReturnType<typeof selectOfferedProduct>>[number];
export type OfferedLine = Awaited<ReturnType<typeof selectOfferedLine>>[number];
