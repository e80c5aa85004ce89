import { eq, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { DECIDED_ORDER_STATES } from '../../domain/order/states.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { Actor, Role } from '../../domain/role.ts';
import { isDecided } from '../schema/order.ts';
import type { orderFacts, orders } from '../schema/order.ts';

/** The columns that a search and the asker narrow orders by: of the orders, or of what is kept of them for searches. */
export type Searchable = typeof orders | typeof orderFacts;

/** The asker part of every question about orders: `maySee`, said in SQL; nothing for somebody without a role. @source D26 */
export const visibleTo = (table: Searchable, asker: Actor): SQL =>
  or(...asker.roles.map((role) => visibleAs(table, role, asker))) ?? sql`false`;

function visibleAs(table: Searchable, role: Role, { organizationId, parkId }: Actor): SQL {
  switch (role) {
    case 'institution':
      return eq(table.institutionId, organizationId ?? '');
    case 'enterprise':
      return eq(table.enterpriseId, organizationId ?? '');
    case 'park':
      return eq(table.parkId, parkId ?? '');
    case 'finance':
      return isDecided(table);
    case 'center':
    case 'admin':
      return sql`true`;
  }
}

/** An organization or a park, and what it is in an order. */
export interface Party {
  readonly role: 'institution' | 'enterprise' | 'park';
  readonly id: string;
}

/** The one party that all orders an asker sees have, of which searches ask the index; null for who sees those of all, or of several. */
export function partyOf({ roles: [role, ...others], organizationId, parkId }: Actor): Party | null {
  if (others.length > 0 || (role !== 'institution' && role !== 'enterprise' && role !== 'park')) return null;
  const id = role === 'park' ? parkId : organizationId;
  return id === null ? null : { role, id };
}

/** Whether it does not depend on an order's parties whether an asker sees it. */
export const seesAllParties = ({ roles }: Actor): boolean =>
  roles.length > 0 && roles.every((role) => role === 'center' || role === 'admin' || role === 'finance');

/** The only states an asker sees, if these are not all. */
export const statesOf = ({ roles }: Actor): readonly OrderState[] | null =>
  roles.length > 0 && roles.every((role) => role === 'finance') ? DECIDED_ORDER_STATES : null;
