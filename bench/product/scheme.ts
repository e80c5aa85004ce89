import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Database } from '../../db/client.ts';
import { accounts, organizations, parks } from '../../db/schema/organization.ts';
import { categories, products, subcategories } from '../../db/schema/product.ts';
import { ledgerEntries, voucherLines, vouchers } from '../../db/schema/voucher.ts';
import { addDays, dayOf } from '../../domain/day.ts';
import { fen } from '../../domain/fen.ts';

export const PASSWORD = 'quanliu-bench';

/** Product price P, above what is ordered, so that the price is confirmed and the guide's whole way taken. */
const PRICE_FEN = 6_000_000;
const GRANT_FEN = 1_000_000_000_000;
/** Enterprises to an institution. */
const PER_INSTITUTION = 4;

/** What one client of the bench plays with: an enterprise with a voucher line of its own, and an institution's product. */
export interface Seat {
  readonly enterprise: string;
  readonly institution: string;
  readonly productId: string;
  readonly voucherLineId: string;
}

export interface Scheme {
  readonly seats: readonly Seat[];
  /** User name → account. */
  readonly accountIds: Readonly<Record<string, string>>;
}

/** Enters a scheme with a seat for each client: one park, two of the center, one of finance, an institution to four enterprises. */
export async function enterScheme(db: Database, clients: number): Promise<Scheme> {
  const passwordHash = await hash(PASSWORD);
  const today = dayOf(new Date().toISOString());
  const [parkId, categoryId] = [randomUUID(), randomUUID()];
  const subcategoryId = randomUUID();
  const accountIds: Record<string, string> = {};
  const account = (
    username: string,
    roles: readonly string[],
    bound: { organizationId?: string; parkId?: string } = {},
  ) => {
    accountIds[username] = randomUUID();
    return { id: accountIds[username], username, name: username, roles: [...roles], passwordHash, ...bound };
  };
  await db.insert(parks).values({ id: parkId, name: '园区' });
  await db.insert(categories).values({ id: categoryId, name: '项目申报服务' });
  await db.insert(subcategories).values({ id: subcategoryId, categoryId, name: '高新技术企业申报' });
  await db
    .insert(accounts)
    .values([
      account('park', ['park'], { parkId }),
      account('center', ['center']),
      account('center-2', ['center']),
      account('finance', ['finance']),
    ]);

  const institutions = Array.from({ length: Math.ceil(clients / PER_INSTITUTION) }, (_, index) => ({
    index,
    id: randomUUID(),
    productId: randomUUID(),
  }));
  await db.insert(organizations).values(
    institutions.map(({ id, index }) => ({
      id,
      type: 'institution' as const,
      name: `机构 ${index}`,
      creditCode: `I${index}`,
    })),
  );
  await db
    .insert(accounts)
    .values(
      institutions.map(({ id, index }) => account(`institution-${index}`, ['institution'], { organizationId: id })),
    );
  await db.insert(products).values(
    institutions.map(({ id, productId }) => ({
      id: productId,
      institutionId: id,
      subcategoryId,
      name: '高新技术企业申报',
      priceFen: fen(PRICE_FEN),
      state: 'approved' as const,
    })),
  );

  const enterprises = Array.from({ length: clients }, (_, index) => ({
    index,
    id: randomUUID(),
    voucherId: randomUUID(),
    lineId: randomUUID(),
  }));
  await db.insert(organizations).values(
    enterprises.map(({ id, index }) => ({
      id,
      type: 'enterprise' as const,
      name: `企业 ${index}`,
      creditCode: `E${index}`,
      parkId,
    })),
  );
  await db
    .insert(accounts)
    .values(enterprises.map(({ id, index }) => account(`enterprise-${index}`, ['enterprise'], { organizationId: id })));
  await db.insert(vouchers).values(
    enterprises.map(({ id, index, voucherId }) => ({
      id: voucherId,
      number: `B${index}`,
      kind: 'development' as const,
      enterpriseId: id,
      grantedOn: addDays(today, -30),
      useBy: addDays(today, 365),
      redeemBy: addDays(today, 455),
    })),
  );
  await db
    .insert(voucherLines)
    .values(enterprises.map(({ voucherId, lineId }) => ({ id: lineId, voucherId, subcategoryId })));
  await db.insert(ledgerEntries).values(
    enterprises.map(({ lineId }) => ({
      lineId,
      fromAccount: 'granted' as const,
      toAccount: 'available' as const,
      amountFen: fen(GRANT_FEN),
      step: 'grant',
    })),
  );

  const seats = enterprises.map(({ index, lineId }) => {
    const institution = institutions[index % institutions.length];
    if (!institution) throw new Error('an institution to every enterprise');
    return {
      enterprise: `enterprise-${index}`,
      institution: `institution-${institution.index}`,
      productId: institution.productId,
      voucherLineId: lineId,
    };
  });
  return { seats, accountIds };
}
