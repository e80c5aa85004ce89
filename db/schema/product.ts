import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { fenOf, id, instant } from './columns.ts';
import { organizations } from './organization.ts';

export const categories = pgTable('categories', {
  id: id(),
  name: text().notNull().unique(),
});

export const subcategories = pgTable('subcategories', {
  id: id(),
  categoryId: uuid('category_id')
    .notNull()
    .references(() => categories.id),
  name: text().notNull().unique(),
});

/** What a product is found by besides its institution: its tokens, and its price in yuan without zeros at the end ("50000", "0.5"). */
export const productFacts = (table: Readonly<Record<'tokens' | 'priceFen', AnyPgColumn>>): SQL =>
  sql`(${table.tokens} || array[trim_scale(${table.priceFen} / 100.0)::text])`;

/** Published services with their guide price P. */
export const products = pgTable(
  'products',
  {
    id: id(),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => organizations.id),
    subcategoryId: uuid('subcategory_id')
      .notNull()
      .references(() => subcategories.id),
    name: text().notNull(),
    priceFen: fenOf('price_fen').notNull(),
    state: text().$type<'underReview' | 'approved' | 'rejected' | 'deleted'>().notNull(),
    tokens: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    publishedAt: instant('published_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    index('products_live')
      .on(table.id)
      .where(sql`${table.state} = 'approved'`),
    index('products_institution').on(table.institutionId),
    index('products_facts').using('gin', productFacts(table)),
    check('products_state', sql`${table.state} in ('underReview', 'approved', 'rejected', 'deleted')`),
    check('products_price', sql`${table.priceFen} > 0`),
  ],
);
