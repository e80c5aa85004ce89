import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { organizations } from '../schema/organization.ts';
import { categories, products, subcategories } from '../schema/product.ts';
import { wordsOf } from '../tokens.ts';
import { COUNTED_AT_MOST } from './counted.ts';

/** What a list of products is asked for. */
export interface ProductFilter {
  /** Words of name, direction and institution, or their pinyin initials; all must be found. */
  readonly q: string | null;
  readonly categoryId: string | null;
  /** Only these directions; null: all. */
  readonly subcategoryIds: readonly string[] | null;
}

interface Place {
  readonly after?: string | undefined;
  /** Wins over `after`. */
  readonly before?: string | undefined;
  readonly limit: number;
}

const columns = {
  id: products.id,
  name: products.name,
  priceFen: products.priceFen,
  publishedAt: products.publishedAt,
  category: categories.name,
  subcategory: subcategories.name,
  institution: organizations.name,
};

const matches = ({ q, categoryId, subcategoryIds }: ProductFilter): SQL | undefined =>
  and(
    sql`${products.state} = 'approved'`,
    q === null ? undefined : sql`(${products.tokens} || ${organizations.tokens}) @> ${sql.param(wordsOf(q))}::text[]`,
    categoryId === null ? undefined : eq(subcategories.categoryId, categoryId),
    subcategoryIds === null ? undefined : inArray(products.subcategoryId, [...subcategoryIds]),
  );

/** Published products that match, newest first; read backwards from `before`. Anyone may see them. @source L58 */
export async function listMatchingProducts(db: Executor, filter: ProductFilter, { after, before, limit }: Place) {
  const back = before !== undefined;
  const place = back ? gt(products.id, before) : after === undefined ? undefined : lt(products.id, after);
  const rows = await db
    .select(columns)
    .from(products)
    .innerJoin(subcategories, eq(subcategories.id, products.subcategoryId))
    .innerJoin(categories, eq(categories.id, subcategories.categoryId))
    .innerJoin(organizations, eq(organizations.id, products.institutionId))
    .where(and(matches(filter), place))
    .orderBy(back ? products.id : sql`${products.id} desc`)
    .limit(limit);
  return back ? rows.toReversed() : rows;
}

export type ListedProduct = Awaited<ReturnType<typeof listMatchingProducts>>[number];

/** How many match, as far as lists are counted. */
export async function countProducts(db: Executor, filter: ProductFilter): Promise<number> {
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(products)
    .innerJoin(subcategories, eq(subcategories.id, products.subcategoryId))
    .innerJoin(organizations, eq(organizations.id, products.institutionId))
    .where(matches(filter))
    .limit(COUNTED_AT_MOST + 1)
    .as('some');
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
  return row?.count ?? 0;
}

/** The categories that have published products, by name. */
export const listOfferedCategories = (db: Executor) =>
  db
    .selectDistinct({ id: categories.id, name: categories.name })
    .from(products)
    .innerJoin(subcategories, eq(subcategories.id, products.subcategoryId))
    .innerJoin(categories, eq(categories.id, subcategories.categoryId))
    .where(sql`${products.state} = 'approved'`)
    .orderBy(categories.name);
