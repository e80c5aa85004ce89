import { and, eq, exists, or, sql } from 'drizzle-orm';
import type { SQL, SQLWrapper } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Actor, Role } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { REPLAN } from '../driver/replan.ts';
import { orders } from '../schema/order.ts';
import { organizations } from '../schema/organization.ts';
import { voucherLines, vouchers } from '../schema/voucher.ts';

/** Whether the asker may see a voucher that is asked for by its id. @source L78, D26 */
export const isVisible = (db: Executor, asker: Actor): SQL => visible(db, asker, OF_ONE);

/** Which of all vouchers the asker may see, as lists ask. @source L78, D26 */
export const areVisible = (db: Executor, asker: Actor): SQL => visible(db, asker, OF_ALL);

/** Nothing for somebody without a role. */
const visible = (db: Executor, asker: Actor, asked: Asked): SQL =>
  or(...asker.roles.map((role) => visibleAs(db, role, asker, asked))) ?? sql`false`;

/** Those who see vouchers by other rows, and how that is asked. */
type Asked = Readonly<Record<'park' | 'institution', (db: Executor, asker: Actor) => SQL>>;

/** Asked of one voucher: from it to its company, and by its lines to the orders that name them. */
const OF_ONE: Asked = {
  park: (db, { parkId }) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(organizations)
        .where(and(eq(organizations.id, vouchers.enterpriseId), eq(organizations.parkId, parkId ?? ''))),
    ),
  institution: (db, asker) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(voucherLines)
        .where(and(eq(voucherLines.voucherId, vouchers.id), namedBy(db, asker))),
    ),
};

/** Asked of all: from the park's companies, and from the institution's orders by the lines that they name. */
const OF_ALL: Asked = {
  park: (db, { parkId }) => isOfCompany(db, eq(organizations.parkId, parkId ?? '')),
  institution: (db, { organizationId }) => {
    const own = db
      .select({ id: orders.voucherLineId })
      .from(orders)
      .where(eq(orders.institutionId, organizationId ?? ''));
    const named = db.select({ id: voucherLines.voucherId }).from(voucherLines).where(isOneOf(voucherLines.id, own));
    return isOneOf(vouchers.id, named);
  },
};

function visibleAs(db: Executor, role: Role, asker: Actor, asked: Asked): SQL {
  switch (role) {
    case 'enterprise':
      return eq(vouchers.enterpriseId, asker.organizationId ?? '');
    case 'park':
    case 'institution':
      return asked[role](db, asker);
    case 'center':
    case 'finance':
    case 'admin':
      return sql`true`;
  }
}

/** Lines named by an order to the asker's institution. */
export const namedBy = (db: Executor, { organizationId }: Actor): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(orders)
      .where(and(eq(orders.voucherLineId, voucherLines.id), eq(orders.institutionId, organizationId ?? ''))),
  );

/** Vouchers of the companies of which something holds. */
export const isOfCompany = (db: Executor, holds: SQL): SQL =>
  isOneOf(vouchers.enterpriseId, db.select({ id: organizations.id }).from(organizations).where(holds));

/** A column holds one of the ids that a question finds, which is asked first: so an index leads to them. */
const isOneOf = (column: AnyPgColumn, ids: SQLWrapper): SQL => sql`${column} = any(array(${ids})) ${sql.raw(REPLAN)}`;
