import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { organizations } from '../schema/organization.ts';
import { categories, productFacts, products, subcategories } from '../schema/product.ts';
import { WORDS_AT_MOST } from '../tokens.ts';
import { REPLAN } from '../driver/replan.ts';
import { COUNTED_AT_MOST } from './counted.ts';
import { factsIn } from './order-search.ts';

/** What a list of products is asked for. */
export interface ProductFilter {
  /** Words of name, direction and institution, their pinyin initials, or the price; all must be found. */
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
    q === null ? undefined : isFoundBy(q),
    categoryId === null ? undefined : eq(subcategories.categoryId, categoryId),
    subcategoryIds === null ? undefined : inArray(products.subcategoryId, [...subcategoryIds]),
  );

/** Each word by an index: among what the product says, or by the institutions whose names have it. */
function isFoundBy(q: string): SQL {
  const pieces = q.normalize('NFKC').toLowerCase().trim().split(/\s+/);
  const words = [...new Set(pieces.flatMap(factsIn))].slice(0, WORDS_AT_MOST);
  const named = (word: string) =>
    sql`array(select ${organizations.id} from ${organizations} where ${organizations.tokens} @> array[${word}]::text[])`;
  const found = words.map(
    (word) =>
      sql`(${productFacts(products)} @> array[${word}]::text[] or ${products.institutionId} = any(${named(word)}))`,
  );
  return sql`${sql.join(found, sql` and `)} ${sql.raw(REPLAN)}`;
}

/**
 * Those that match, when they are few enough to be counted; else undefined. Newest first, a rare word would be looked for in
 * every product.
 */
async function findFewIds(db: Executor, filter: ProductFilter): Promise<string[] | undefined> {
  if (filter.q === null) return undefined;
  const rows = await db
    .select({ id: products.id })
    .from(products)
    .innerJoin(subcategories, eq(subcategories.id, products.subcategoryId))
    .where(matches(filter))
    .limit(COUNTED_AT_MOST + 1);
  return rows.length > COUNTED_AT_MOST ? undefined : rows.map((row) => row.id);
}

/** Published products that match, newest first; read backwards from `before`. Anyone may see them. @source L58 */
export async function listMatchingProducts(db: Executor, filter: ProductFilter, { after, before, limit }: Place) {
  const few = await findFewIds(db, filter);
  const back = before !== undefined;
  const place = back ? gt(products.id, before) : after === undefined ? undefined : lt(products.id, after);
  const rows = await db
    .select(columns)
    .from(products)
    .innerJoin(subcategories, eq(subcategories.id, products.subcategoryId))
    .innerJoin(categories, eq(categories.id, subcategories.categoryId))
    .innerJoin(organizations, eq(organizations.id, products.institutionId))
    .where(and(few ? inArray(products.id, few) : matches(filter), place))
    .orderBy(back ? products.id : sql`${products.id} desc`)
    .limit(limit);
  return back ? rows.toReversed() : rows;
}

export type ListedProduct = Awaited<ReturnType<typeof listMatchingProducts>>[number];

/** How many match, or how many of them come before one, as far as lists are counted. */
export async function countProducts(db: Executor, filter: ProductFilter, before?: string): Promise<number> {
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(products)
    .innerJoin(subcategories, eq(subcategories.id, products.subcategoryId))
    .where(and(matches(filter), before === undefined ? undefined : gt(products.id, before)))
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
