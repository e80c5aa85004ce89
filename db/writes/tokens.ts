import { and, eq, sql } from 'drizzle-orm';
import type { Database, Executor } from '../client.ts';
import { organizations } from '../schema/organization.ts';
import { categories, products, subcategories } from '../schema/product.ts';
import { tasks } from '../schema/task.ts';
import { tokensOf } from '../tokens.ts';
import { PASSWORD_RESET_KIND_TOKENS } from './password-reset.ts';

/**
 * Gives companies, products, their orders, these orders' tasks and those of password resets the tokens that this release looks for: what was entered by a former one is
 * found like the rest. Asked again it writes nothing. All or nothing.
 */
export const renewTokens = (db: Pick<Database, 'transaction'>): Promise<void> =>
  db.transaction(async (tx) => {
    const companies = (await namedCompanies(tx)).filter(isBehind);
    const offered = (await namedProducts(tx)).filter(isBehind);
    for (const { id, wanted } of companies)
      await tx.update(organizations).set({ tokens: wanted }).where(eq(organizations.id, id));
    for (const { id, wanted } of offered) await tx.update(products).set({ tokens: wanted }).where(eq(products.id, id));
    await nameResets(tx);
    if (companies.length + offered.length > 0) await widenOrders(tx, idsOf(companies), idsOf(offered));
  });

/** The tasks of password resets are found by what every one is called. */
const nameResets = (tx: Executor): Promise<unknown> => {
  const named = sql`${sql.param(PASSWORD_RESET_KIND_TOKENS)}::text[]`;
  return tx
    .update(tasks)
    .set({ tokens: sql`array(select distinct token from unnest(${tasks.tokens} || ${named}) token)` })
    .where(and(eq(tasks.subjectType, 'passwordReset'), sql`not (${tasks.tokens} @> ${named})`))
    .execute();
};

interface Named {
  readonly id: string;
  readonly tokens: readonly string[];
  readonly wanted: string[];
}

const idsOf = (rows: readonly Named[]): string[] => rows.map(({ id }) => id);

const isBehind = ({ tokens, wanted }: Named): boolean => {
  const has = new Set(tokens);
  return wanted.some((token) => !has.has(token));
};

async function namedCompanies(tx: Executor): Promise<Named[]> {
  const rows = await tx
    .select({ id: organizations.id, name: organizations.name, tokens: organizations.tokens })
    .from(organizations);
  return rows.map(({ name, ...row }) => ({ ...row, wanted: tokensOf(name) }));
}

async function namedProducts(tx: Executor): Promise<Named[]> {
  const rows = await tx
    .select({
      id: products.id,
      tokens: products.tokens,
      texts: sql<string[]>`array[${products.name}, ${subcategories.name}, ${categories.name}]`,
    })
    .from(products)
    .innerJoin(subcategories, eq(subcategories.id, products.subcategoryId))
    .innerJoin(categories, eq(categories.id, subcategories.categoryId));
  return rows.map(({ texts, ...row }) => ({ ...row, wanted: tokensOf(...texts) }));
}

/** An order keeps what it was found by, its number above all, and is found by what its product and parties are found by; so are its tasks. */
const widenOrders = (tx: Executor, companyIds: readonly string[], productIds: readonly string[]) =>
  tx.execute(sql`
    with widened as (
      update orders set tokens = array(
        select distinct token from unnest(orders.tokens || p.tokens || i.tokens || e.tokens) token)
      from products p, organizations i, organizations e
      where p.id = orders.product_id and i.id = orders.institution_id and e.id = orders.enterprise_id
        and (p.id = any(${sql.param(productIds)}::uuid[]) or i.id = any(${sql.param(companyIds)}::uuid[])
          or e.id = any(${sql.param(companyIds)}::uuid[]))
      returning orders.id, orders.tokens)
    update tasks set tokens = array(select distinct token from unnest(tasks.tokens || widened.tokens) token)
    from widened where tasks.subject_type = 'order' and tasks.subject_id = widened.id`);
