import { sql } from 'drizzle-orm';
import type { Database, Executor } from '../../db/client.ts';
import { aScheme } from '../../test/setup/scheme.ts';
import type { Scheme } from '../../test/setup/scheme.ts';
import { rowsOf } from './crowd-rows.ts';
import { companyName, serviceName } from './names.ts';

/** How many of each there are beside the orders. */
const COUNTS = { parks: 20, institutions: 200, enterprises: 5_000, products: 2_000, vouchers: 100_000 } as const;

/**
 * Enters a scheme among so many orders, with an event of the placing and one of a decision, a task, a notice and a movement
 * of money each: by statements in bulk, the indexes afterwards over all rows at once.
 */
export async function enterCrowd(db: Database, rows: number, say: (line: string) => void): Promise<Scheme> {
  const scheme = await aScheme(db);
  await db.transaction(async (tx) => {
    for (const setting of SETTINGS) await tx.execute(sql.raw(`set local ${setting}`));
    const indexes = await tx
      .select({ name: sql<string>`indexname`, definition: sql<string>`indexdef` })
      .from(sql`pg_indexes`)
      .where(sql`schemaname = 'public' and indexdef not like 'CREATE UNIQUE%'`);
    for (const { name } of indexes) await tx.execute(sql.raw(`drop index ${name}`));
    await enterNames(tx, scheme);
    for (const { what, statement } of rowsOf(scheme, rows))
      await timed(what, say, () => tx.execute(sql.raw(statement)));
    for (const { name, definition } of indexes) await timed(name, say, () => tx.execute(sql.raw(definition)));
  });
  return scheme;
}

/** No triggers and no foreign keys: what they would refuse is not made. Indexes are sorted in memory, by both processors. */
const SETTINGS = [
  'session_replication_role = replica',
  'statement_timeout = 0',
  "maintenance_work_mem = '768MB'",
  'max_parallel_maintenance_workers = 2',
  "work_mem = '256MB'",
  'synchronize_seqscans = off',
] as const;

/** Says what took more than two seconds. */
async function timed(what: string, say: (line: string) => void, work: () => PromiseLike<unknown>): Promise<void> {
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  if (seconds > 2) say(`  ${what}: ${seconds.toFixed(1)} s`);
}

/** Parks, companies, their accounts and products, each in a table `made_*` with a number from 0; the scheme's own are 0. */
async function enterNames(tx: Executor, scheme: Scheme): Promise<void> {
  const list = (count: number, nameOf: typeof companyName) =>
    JSON.stringify(Array.from({ length: count }, (_, n) => ({ n, ...nameOf(n) })));
  const named = (json: string) => sql`jsonb_to_recordset(${json}::jsonb) as named(n int, name text, tokens text[])`;
  const own = (id: string) => sql`case when n = 0 then ${id}::uuid else uuidv7() end`;
  const { institution, enterprise, park, product } = scheme;
  for (const statement of [
    sql`create temp table made_parks on commit drop as select n, ${own(park.id)} as id from generate_series(0, ${COUNTS.parks - 1}::int) n`,
    sql`insert into parks (id, name) select id, '园区' || n from made_parks where n > 0`,
    sql`create temp table made_institutions on commit drop as
      select n, ${own(institution.id)} as id, name, tokens from ${named(list(COUNTS.institutions, (n) => companyName(n + 50_000)))}`,
    sql`create temp table made_enterprises on commit drop as
      select n, ${own(enterprise.id)} as id, name, tokens,
        (select id from made_parks p where p.n = case when named.n = 0 then 0 else floor(20 * ((named.n % 997) / 997.0) ^ 2) end) as park_id,
        case when n = 0 then ${scheme.wang.id}::uuid else uuidv7() end as account_id
      from ${named(list(COUNTS.enterprises, companyName))}`,
    sql`insert into organizations (id, type, name, credit_code, park_id, tokens)
      select id, 'institution', name, 'I' || n, null::uuid, tokens from made_institutions union all
      select id, 'enterprise', name, 'E' || n, park_id, tokens from made_enterprises
      on conflict (id) do update set name = excluded.name, tokens = excluded.tokens`,
    sql`insert into accounts (id, username, password_hash, name, roles, organization_id)
      select account_id, 'company-' || n, '-', '人' || n, array['enterprise'], id from made_enterprises where n > 0`,
    sql`create temp table made_products on commit drop as
      select n, ${own(product.id)} as id, name, tokens, (5000 + n % 40 * 2500) * 100 as price_fen,
        (select id from made_institutions i where i.n = named.n / 10) as institution_id
      from ${named(list(COUNTS.products, serviceName))}`,
    sql`insert into products (id, institution_id, subcategory_id, name, price_fen, state, tokens)
      select id, institution_id, ${product.subcategoryId}, name, price_fen, 'approved', tokens from made_products
      on conflict (id) do update set name = excluded.name, tokens = excluded.tokens`,
  ])
    await tx.execute(statement);
}
