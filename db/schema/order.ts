import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import { boolean, check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Approval, Claim, Closure, Contract, ContractChange, Payout } from '../../domain/order/order.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { DECIDED_ORDER_STATES, FINAL_ORDER_STATES, ORDER_STATE_NAMES } from '../../domain/order/states.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import { fenOf, instant, listOf, wordSet } from './columns.ts';
import { organizations, parks } from './organization.ts';
import { eventsTable, processColumns } from './process.ts';
import { products } from './product.ts';
import { voucherLines } from './voucher.ts';

/** The product as it was when the order was placed (D8). */
export interface ProductSnapshot {
  readonly name: string;
  readonly category: { readonly id: string; readonly name: string };
  readonly subcategory: { readonly id: string; readonly name: string };
}

/**
 * What an order is found by: the tokens of its number, product and parties, its amounts P, O, V and A in yuan without zeros at
 * the end ("50000", "0.5"), and its contract's number. The database's own function, since triggers keep {@link orderFacts}.
 */
export const orderFactsOf = (table: PgTable): SQL => sql`order_facts_of(${table})`;

/** What a contract's number is found by. */
export const contractNumberTokens = (number: SQL): SQL => sql`contract_number_tokens(${number})`;

/** What finance sees. Written out, as the index is: a prepared plan could not use it otherwise. @source D26 */
export const isDecided = (table: { readonly state: AnyPgColumn }): SQL =>
  sql`${table.state} in (${listOf(DECIDED_ORDER_STATES)})`;

/** Whose turn it is, alone or with another side, as the partial indexes have it. */
export const isWaiting = (
  table: Readonly<Record<'waitingRole' | 'waitingAlso', AnyPgColumn>>,
  role: 'institution' | 'enterprise',
): SQL => sql`${sql.raw(`'${role}'`)} in (${table.waitingRole}, ${table.waitingAlso})`;

const stateNames = listOf(ORDER_STATE_NAMES);
const finalStates = listOf(FINAL_ORDER_STATES);

/** What has ended: as the index of open orders has it. */
export const isOpenOrder = (table: { readonly state: AnyPgColumn }): SQL => sql`${table.state} not in (${finalStates})`;

/**
 * Orders: what holds now. How it came to be lies in `order_events`. Written by the recording activity alone, always
 * `where seq = $seq`. The chain of amounts is held here too: P ≥ O ≥ V ≥ R ≥ paid out.
 */
export const orders = pgTable(
  'orders',
  {
    ...processColumns<OrderState>(),
    productId: uuid('product_id')
      .notNull()
      .references(() => products.id),
    product: jsonb().$type<ProductSnapshot>().notNull(),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => organizations.id),
    enterpriseId: uuid('enterprise_id')
      .notNull()
      .references(() => organizations.id),
    parkId: uuid('park_id')
      .notNull()
      .references(() => parks.id),
    voucherLineId: uuid('voucher_line_id')
      .notNull()
      .references(() => voucherLines.id),
    listPriceFen: fenOf('list_price_fen').notNull(),
    orderAmountFen: fenOf('order_amount_fen').notNull(),
    voucherAmountFen: fenOf('voucher_amount_fen').notNull(),
    expectedAmountFen: fenOf('expected_amount_fen'),
    priceConfirmed: boolean('price_confirmed').notNull(),
    note: text(),
    remark: text(),
    contract: jsonb().$type<Contract>(),
    paymentApprovedBy: uuid('payment_approved_by'),
    paymentApprovedAt: instant('payment_approved_at'),
    claim: jsonb().$type<Claim>(),
    approvals: jsonb().$type<readonly Approval[]>().notNull(),
    redemptionFen: fenOf('redemption_fen'),
    payouts: jsonb().$type<readonly Payout[]>().notNull(),
    paidOutFen: fenOf('paid_out_fen').notNull(),
    returned: boolean().notNull(),
    changes: jsonb().$type<readonly ContractChange[]>().notNull(),
    closure: jsonb().$type<Closure>(),
    tokens: text().array().notNull(),
    placedAt: instant('placed_at').notNull(),
  },
  (table) => [
    index('orders_institution').on(table.institutionId, table.placedAt.desc(), table.id.desc()),
    index('orders_institution_state').on(table.institutionId, table.state, table.placedAt.desc(), table.id.desc()),
    index('orders_enterprise').on(table.enterpriseId, table.placedAt.desc(), table.id.desc()),
    index('orders_enterprise_state').on(table.enterpriseId, table.state, table.placedAt.desc(), table.id.desc()),
    index('orders_park').on(table.parkId, table.placedAt.desc(), table.id.desc()),
    index('orders_park_state').on(table.parkId, table.state, table.placedAt.desc(), table.id.desc()),
    index('orders_all').on(table.placedAt.desc(), table.id.desc()),
    index('orders_state').on(table.state, table.placedAt.desc(), table.id.desc()),
    index('orders_decided').on(table.placedAt.desc(), table.id.desc()).where(isDecided(table)),
    index('orders_open').on(table.id).where(isOpenOrder(table)),
    index('orders_claim_changed')
      .on(table.changedAt)
      .where(sql`${table.claim} is not null`),
    index('orders_institution_waiting')
      .on(table.institutionId, table.waitingStep, table.placedAt, table.id)
      .where(isWaiting(table, 'institution')),
    index('orders_enterprise_waiting').on(table.enterpriseId, table.waitingStep).where(isWaiting(table, 'enterprise')),
    index('orders_line').on(table.voucherLineId),
    check('orders_state_known', sql`${table.state} in (${stateNames})`),
    check(
      'orders_amounts',
      sql`${table.listPriceFen} >= ${table.orderAmountFen} and ${table.orderAmountFen} >= ${table.voucherAmountFen} and ${table.orderAmountFen} > 0 and ${table.voucherAmountFen} >= 0`,
    ),
    check(
      'orders_redemption',
      sql`${table.paidOutFen} >= 0 and ${table.paidOutFen} <= coalesce(${table.redemptionFen}, 0) and coalesce(${table.redemptionFen}, 0) <= ${table.voucherAmountFen}`,
    ),
  ],
);

/**
 * What searches ask of every order, beside it: {@link orderFactsOf} as a set of words, and what narrows and orders what they find. Triggers
 * keep it, so that no write can forget it, and a step that changes no fact writes no word (ADR 0052).
 */
export const orderFacts = pgTable(
  'order_facts',
  {
    id: uuid('order_id')
      .primaryKey()
      .references(() => orders.id, { onDelete: 'cascade' }),
    number: text().notNull(),
    placedAt: instant('placed_at').notNull(),
    institutionId: uuid('institution_id').notNull(),
    enterpriseId: uuid('enterprise_id').notNull(),
    parkId: uuid('park_id').notNull(),
    state: text().$type<OrderState>().notNull(),
    words: wordSet().notNull(),
    /** Makes the row so large that PostgreSQL keeps the words beside it: what searches pass by is small. */
    room: text()
      .notNull()
      .default(sql`repeat(' ', 2000)`),
  },
  (table) => [index('order_facts_words').using('gin', table.words)],
);

/** Every recorded event of an order. */
export const orderEvents = eventsTable<OrderState, OrderStep>('order_events', () => orders.id);
