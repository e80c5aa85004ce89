import { and, eq, lt, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { organizations } from '../schema/organization.ts';
import { categories, products, subcategories } from '../schema/product.ts';

const approved = (db: Executor) =>
  db
    .select({
      id: products.id,
      name: products.name,
      priceFen: products.priceFen,
      category: { id: categories.id, name: categories.name },
      subcategory: { id: subcategories.id, name: subcategories.name },
      institution: { id: organizations.id, name: organizations.name },
    })
    .from(products)
    .innerJoin(subcategories, eq(subcategories.id, products.subcategoryId))
    .innerJoin(categories, eq(categories.id, subcategories.categoryId))
    .innerJoin(organizations, eq(organizations.id, products.institutionId));

const isApproved = sql`${products.state} = 'approved'`;

export type ProductRow = Awaited<ReturnType<typeof approved>>[number];

/** Published products, newest first, after the product `after`. Anyone may see them. @source L58 */
export const listPublishedProducts = (
  db: Executor,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<ProductRow[]> =>
  approved(db)
    .where(and(isApproved, after === undefined ? undefined : lt(products.id, after)))
    .orderBy(sql`${products.id} desc`)
    .limit(limit);

/** One published product; undefined when it is not there or not approved. */
export async function findPublishedProduct(db: Executor, id: string): Promise<ProductRow | undefined> {
  const [row] = await approved(db).where(and(isApproved, eq(products.id, id)));
  return row;
}
