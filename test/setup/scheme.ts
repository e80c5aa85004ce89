import { randomUUID } from 'node:crypto';
import { addDays, dayOf } from '../../domain/day.ts';
import { fen } from '../../domain/fen.ts';
import type { AttachmentKind } from '../../domain/attachment.ts';
import type { Database } from '../../db/client.ts';
import { attachments } from '../../db/schema/attachment.ts';
import { accounts, organizations, parks } from '../../db/schema/organization.ts';
import { categories, products, subcategories } from '../../db/schema/product.ts';
import { ledgerEntries, voucherLines, vouchers } from '../../db/schema/voucher.ts';

/** The one row a statement brings back. */
export async function one<Row>(rows: PromiseLike<readonly Row[]>): Promise<Row> {
  const [row] = await rows;
  if (row === undefined) throw new Error('a row was expected');
  return row;
}

/** The cast and what they work with, as rows of a test's own database. P is 60 000.00. */
export type Scheme = Awaited<ReturnType<typeof aScheme>>;

interface Wishes {
  /** What the voucher line is good for, in fen; a million yuan unless told. */
  readonly lineFen?: number;
  /** Days from today to useBy and redeemBy. */
  readonly useWithin?: number;
  readonly redeemWithin?: number;
}

/** Enters a scheme: two parks, an institution, two enterprises, a product, a voucher line, and an account of every role. */
export async function aScheme(
  db: Database,
  { lineFen = 100_000_000, useWithin = 300, redeemWithin = 400 }: Wishes = {},
) {
  const today = dayOf(new Date().toISOString());
  const park = await one(
    db
      .insert(parks)
      .values({ name: `园区 ${randomUUID()}` })
      .returning(),
  );
  const otherPark = await one(
    db
      .insert(parks)
      .values({ name: `园区 ${randomUUID()}` })
      .returning(),
  );
  const organization = (type: 'institution' | 'enterprise', parkId: string | null) =>
    one(
      db
        .insert(organizations)
        .values({ type, name: `${type} ${randomUUID()}`, creditCode: randomUUID(), parkId })
        .returning(),
    );
  const institution = await organization('institution', null);
  const enterprise = await organization('enterprise', park.id);
  const otherEnterprise = await organization('enterprise', otherPark.id);
  const account = (
    name: string,
    role: string,
    bound: { organizationId?: string; parkId?: string; supervises?: string[] } = {},
  ) =>
    one(
      db
        .insert(accounts)
        .values({ username: `${name}-${randomUUID()}`, name, roles: [role], passwordHash: '-', ...bound })
        .returning(),
    );
  const category = await one(
    db
      .insert(categories)
      .values({ name: `大类 ${randomUUID()}` })
      .returning(),
  );
  const subcategory = await one(
    db
      .insert(subcategories)
      .values({ name: `小类 ${randomUUID()}`, categoryId: category.id })
      .returning(),
  );
  const product = await one(
    db
      .insert(products)
      .values({
        institutionId: institution.id,
        subcategoryId: subcategory.id,
        name: '高新技术企业申报',
        priceFen: fen(6_000_000),
        state: 'approved',
      })
      .returning(),
  );
  const voucher = await one(
    db
      .insert(vouchers)
      .values({
        number: randomUUID(),
        kind: 'development',
        enterpriseId: enterprise.id,
        grantedOn: addDays(today, -30),
        useBy: addDays(today, useWithin),
        redeemBy: addDays(today, redeemWithin),
      })
      .returning(),
  );
  const line = await one(
    db.insert(voucherLines).values({ voucherId: voucher.id, subcategoryId: subcategory.id }).returning(),
  );
  await db.insert(ledgerEntries).values({
    lineId: line.id,
    fromAccount: 'granted',
    toAccount: 'available',
    amountFen: fen(lineFen),
    step: 'grant',
    at: new Date().toISOString(),
  });
  return {
    today,
    park,
    institution,
    enterprise,
    product,
    voucher,
    line,
    chen: await account('chen', 'institution', { organizationId: institution.id }),
    wang: await account('wang', 'enterprise', { organizationId: enterprise.id }),
    qian: await account('qian', 'enterprise', { organizationId: otherEnterprise.id }),
    li: await account('li', 'park', { parkId: park.id }),
    wu: await account('wu', 'park', { parkId: otherPark.id }),
    lead: await account('lead', 'park', { parkId: park.id, supervises: [`park:${park.id}`] }),
    zhao: await account('zhao', 'center'),
    zhou: await account('zhou', 'center'),
    sun: await account('sun', 'finance'),
    zheng: await account('zheng', 'admin'),
  };
}

/** An uploaded file's row, attached to nothing yet. */
export const aFile = async (
  db: Database,
  kind: AttachmentKind,
  uploadedBy: string,
  sha256: string = randomUUID(),
): Promise<string> =>
  (
    await one(
      db
        .insert(attachments)
        .values({
          kind,
          name: `${kind}.pdf`,
          sizeBytes: 4,
          mediaType: 'application/pdf',
          sha256,
          key: randomUUID(),
          uploadedBy,
        })
        .returning(),
    )
  ).id;
