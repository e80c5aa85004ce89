import { hash } from '@node-rs/argon2';
import { addDays, dayOf } from '../../domain/day.ts';
import { fen } from '../../domain/fen.ts';
import type { Database } from '../../db/client.ts';
import { tokensOf } from '../../db/tokens.ts';
import { calendarDays, holidayNotices } from '../../db/schema/setting.ts';
import { accounts, organizations, parks } from '../../db/schema/organization.ts';
import { categories, products, subcategories } from '../../db/schema/product.ts';
import { ledgerEntries, voucherLines, vouchers } from '../../db/schema/voucher.ts';
import { ACCOUNTS, CATALOG, LINES, ORGANIZATIONS, PARKS, PASSWORD, PRODUCTS, VOUCHER_DAYS } from './scheme.ts';
import { holidays } from './holidays.ts';

/** Ids of the rows entered, by the keys of `scheme.ts`. */
export interface Entered {
  readonly accounts: Readonly<Record<string, string>>;
  readonly products: Readonly<Record<string, string>>;
  /** The first line of demo-enterprise for each subcategory. */
  readonly lines: Readonly<Record<string, string>>;
}

/** Whether nobody has an account yet: the only database that is seeded. */
export const isEmpty = async (db: Database): Promise<boolean> =>
  (await db.select({ id: accounts.id }).from(accounts).limit(1)).length === 0;

/** Enters parks, companies, accounts, catalog, products and vouchers, all or nothing. Orders come by their steps. */
export async function enterRows(db: Database, now: string): Promise<Entered> {
  const passwordHash = await hash(PASSWORD);
  return db.transaction(async (tx) => {
    const days = holidays(now);
    await tx.insert(calendarDays).values(days).onConflictDoNothing();
    const years = new Set(days.map(({ day }) => Number(day.slice(0, 4))));
    const notices = [...years].map((year) => ({ year }));
    await tx.insert(holidayNotices).values(notices).onConflictDoNothing();
    const parkIds = byName(
      PARKS,
      await tx
        .insert(parks)
        .values(Object.values(PARKS).map((name) => ({ name })))
        .returning(),
    );
    const organizationIds = byName(
      names(ORGANIZATIONS),
      await tx
        .insert(organizations)
        .values(
          Object.values(ORGANIZATIONS).map(({ park, ...row }) => ({
            ...row,
            parkId: park && idOf(parkIds, park),
            tokens: tokensOf(row.name),
          })),
        )
        .returning(),
    );
    const accountRows = Object.entries(ACCOUNTS).map(([key, { name, roles, ...bound }]) => ({
      username: `demo-${key}`,
      email: `${key}@example.com`, // reserved for examples: no mail to it ever arrives anywhere
      name,
      roles: [...roles],
      passwordHash,
      organizationId: 'organization' in bound ? idOf(organizationIds, bound.organization) : null,
      parkId: 'park' in bound ? idOf(parkIds, bound.park) : null,
    }));
    const accountIds = Object.fromEntries(
      (await tx.insert(accounts).values(accountRows).returning()).map(({ username, id }) => [
        username.slice('demo-'.length),
        id,
      ]),
    );
    const subcategoryIds = await enterCatalog(tx);
    const productIds = await enterProducts(tx, organizationIds, subcategoryIds);
    const lines = await enterVoucher(tx, idOf(organizationIds, 'enterprise'), 'Q2026-0001', subcategoryIds, now);
    await enterVoucher(tx, idOf(organizationIds, 'enterprise-2'), 'Q2026-0002', subcategoryIds, now);
    return { accounts: accountIds, products: productIds, lines };
  });
}

type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

async function enterCatalog(tx: Transaction): Promise<Record<string, string>> {
  const entered = await tx
    .insert(categories)
    .values([...new Set(Object.values(CATALOG))].map((name) => ({ name })))
    .returning();
  const categoryIds = Object.fromEntries(entered.map(({ name, id }) => [name, id]));
  const rows = Object.entries(CATALOG).map(([name, category]) => ({ name, categoryId: idOf(categoryIds, category) }));
  return Object.fromEntries(
    (await tx.insert(subcategories).values(rows).returning()).map(({ name, id }) => [name, id]),
  );
}

async function enterProducts(
  tx: Transaction,
  organizationIds: Record<string, string>,
  subcategoryIds: Record<string, string>,
): Promise<Record<string, string>> {
  const rows = PRODUCTS.map(({ institution, subcategory, ...row }) => ({
    ...row,
    priceFen: fen(row.priceFen),
    state: 'approved' as const,
    institutionId: idOf(organizationIds, institution),
    subcategoryId: idOf(subcategoryIds, subcategory),
    tokens: tokensOf(row.name, subcategory, CATALOG[subcategory]),
  }));
  return Object.fromEntries((await tx.insert(products).values(rows).returning()).map(({ name, id }) => [name, id]));
}

async function enterVoucher(
  tx: Transaction,
  enterpriseId: string,
  number: string,
  subcategoryIds: Record<string, string>,
  now: string,
): Promise<Record<string, string>> {
  const today = dayOf(now);
  const dates = {
    grantedOn: addDays(today, -VOUCHER_DAYS.grantedAgo),
    useBy: addDays(today, VOUCHER_DAYS.useWithin),
    redeemBy: addDays(today, VOUCHER_DAYS.redeemWithin),
  };
  const [voucher] = await tx
    .insert(vouchers)
    .values({ number, kind: 'development', enterpriseId, ...dates })
    .returning();
  if (!voucher) throw new Error('a voucher was entered and did not come back');
  const lines: Record<string, string> = {};
  for (const { subcategory, amountFen } of LINES) {
    const [line] = await tx
      .insert(voucherLines)
      .values({ voucherId: voucher.id, subcategoryId: idOf(subcategoryIds, subcategory) })
      .returning();
    if (!line) throw new Error('a voucher line was entered and did not come back');
    await tx.insert(ledgerEntries).values({
      lineId: line.id,
      fromAccount: 'granted',
      toAccount: 'available',
      amountFen: fen(amountFen),
      step: 'grant',
      at: now,
    });
    lines[subcategory] ??= line.id;
  }
  return lines;
}

/** The id entered under a key; a missing one is a mistake in the sample data. */
export function idOf(ids: Readonly<Record<string, string>>, key: string): string {
  const id = ids[key];
  if (!id) throw new Error(`the sample data names ${key}, which is not there`);
  return id;
}

const names = (rows: Readonly<Record<string, { readonly name: string }>>): Record<string, string> =>
  Object.fromEntries(Object.entries(rows).map(([key, { name }]) => [key, name]));

const byName = (
  keys: Readonly<Record<string, string>>,
  rows: readonly { name: string; id: string }[],
): Record<string, string> =>
  Object.fromEntries(Object.entries(keys).map(([key, name]) => [key, rows.find((row) => row.name === name)?.id ?? '']));
