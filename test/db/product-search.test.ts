import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { countProducts, listMatchingProducts } from '../../db/reads/product-list.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aPlanner } from '../setup/plans.ts';
import type { Planner } from '../setup/plans.ts';
import { aScheme } from '../setup/scheme.ts';

let database: TestDatabase;
let planner: Planner;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const { product } = await aScheme(db);
  await db.execute(sql`
    insert into products (institution_id, subcategory_id, name, price_fen, state, tokens)
    select institution_id, subcategory_id, 'P' || i, i * 100 + 50, 'approved', array['p' || i, 'all', 'x' || i % 100]
    from products p, generate_series(1, 20000) i where p.id = ${product.id}`);
  await db.execute(sql`
    insert into organizations (type, name, credit_code, tokens)
    select 'institution', 'I' || i, 'code-' || i, array['i' || i] from generate_series(1, 2000) i`);
  await db.execute(sql`
    update products p set institution_id = o.id from organizations o
    where p.name like 'P%' and o.name = 'I' || (1000 + substr(p.name, 2)::int % 1000)`);
  await db.execute(sql`
    update products set institution_id = (select id from organizations where name = 'I7') where name in ('P700', 'P701')`);
  await db.execute(sql`vacuum analyze products`);
  await db.execute(sql`vacuum analyze organizations`);
  planner = aPlanner(database);
}, 180_000);
afterAll(async () => {
  await planner.close();
  await database.drop();
});

const namesFor = async (q: string): Promise<string[]> => {
  const found = await listMatchingProducts(database.db, { q, categoryId: null, subcategoryIds: null }, { limit: 20 });
  return found.map(({ name }) => name).toSorted();
};

test.each([
  ['17.5', ['P17']],
  ['17.50', ['P17']],
  ['¥17.50', ['P17']],
  ['1,700.50元', ['P1700']],
  ['１７．５', ['P17']],
  ['17', []],
  ['p17', ['P17']],
  ['P17 17.50', ['P17']],
  ['P18 17.50', []],
  ['i7', ['P700', 'P701']],
  ['i7 700.5', ['P700']],
  ['i8', []],
  ['nothing', []],
])('a search for %j finds %j', async (q, names) => {
  expect(await namesFor(q)).toEqual(names);
  expect(await countProducts(database.db, { q, categoryId: null, subcategoryIds: null })).toBe(names.length);
});

test.each(['17.5', 'p17', 'i7', 'p17 i7', 'i7 700.5', 'nothing'])(
  'a search for %j reads no table of products from end to end',
  async (q) => {
    const filter = { q, categoryId: null, subcategoryIds: null };
    for (const read of [
      (db: Parameters<typeof countProducts>[0]) => countProducts(db, filter),
      (db: Parameters<typeof countProducts>[0]) => listMatchingProducts(db, filter, { limit: 19 }),
    ])
      for (const { sql: asked, wholeTables, mostRows } of await planner.plansOf(read)) {
        expect([asked, wholeTables.filter((table) => table === 'products')]).toEqual([asked, []]);
        expect([asked, mostRows]).toEqual([asked, expect.any(Number)]);
        expect(mostRows).toBeLessThanOrEqual(2_100);
      }
  },
);
