import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex, unique, uuid } from 'drizzle-orm/pg-core';
import { PARTIES, ROLES } from '../../domain/role.ts';
import type { Party } from '../../domain/role.ts';
import { id, instant, listOf } from './columns.ts';

/** Parks: each reviews the payments of its own enterprises. */
export const parks = pgTable('parks', {
  id: id(),
  name: text().notNull().unique(),
});

/** Institutions and enterprises. A company that is both has a row of each type (L12). */
export const organizations = pgTable(
  'organizations',
  {
    id: id(),
    type: text().$type<Party>().notNull(),
    name: text().notNull(),
    creditCode: text('credit_code').notNull(),
    /** An enterprise's park; null for institutions. */
    parkId: uuid('park_id').references(() => parks.id),
    /** Suspended and removed institutions take no new orders (D22). */
    status: text().$type<'active' | 'suspended' | 'removed'>().notNull().default('active'),
    /** What the organization is found by: words, bigrams, initials. */
    tokens: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (table) => [
    unique('organizations_credit_code_type').on(table.creditCode, table.type),
    check('organizations_type', sql`${table.type} in ('institution', 'enterprise')`),
    check('organizations_status', sql`${table.status} in ('active', 'suspended', 'removed')`),
    check('organizations_park', sql`(${table.type} = 'enterprise') = (${table.parkId} is not null)`),
  ],
);

/** People who sign in. */
export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    username: text().notNull(),
    passwordHash: text('password_hash').notNull(),
    /** When a link last set the password; null: never. */
    passwordChangedAt: instant('password_changed_at'),
    name: text().notNull(),
    /** Where their mail goes; null: nowhere. */
    email: text(),
    roles: text().array().notNull(),
    organizationId: uuid('organization_id').references(() => organizations.id),
    /** The park of a `park` account. */
    parkId: uuid('park_id').references(() => parks.id),
    /** Groups this account supervises: told when their tasks fall due. */
    supervises: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Credit codes of companies this person may not decide on (D6). */
    declaredCreditCodes: text('declared_credit_codes')
      .array()
      .notNull()
      .default(sql`'{}'`),
    active: text().$type<'yes' | 'no'>().notNull().default('yes'),
    createdAt: instant('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    uniqueIndex('accounts_username').on(sql`lower(${table.username})`),
    index('accounts_organization').on(table.organizationId),
    index('accounts_roles').using('gin', table.roles),
    index('accounts_supervises').using('gin', table.supervises),
    check(
      'accounts_roles_known',
      sql`${table.roles} <@ array[${listOf(Object.keys(ROLES))}] and cardinality(${table.roles}) > 0`,
    ),
    check(
      'accounts_organization_roles',
      sql`(${table.roles} && array[${listOf(PARTIES)}]) = (${table.organizationId} is not null)`,
    ),
    check('accounts_email', sql`${table.email} ~ '^[^@[:space:]]+@[^@[:space:]]+$'`),
    check('accounts_park_role', sql`(${table.roles} && array['park']) = (${table.parkId} is not null)`),
  ],
);
