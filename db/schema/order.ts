import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Approval, Claim, Clock, Closure, Contract, ContractChange, Payout } from '../../domain/order/order.ts';
import type { ClockStep } from '../../domain/order/commands.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { ORDER_STATE_NAMES } from '../../domain/order/states.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Role } from '../../domain/role.ts';
import type { RuleSet } from '../../domain/rule-set.ts';
import { fenOf, instant } from './columns.ts';
import { organizations, parks } from './organization.ts';
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
 * the end ("50000", "0.5"), and its contract's number. An expression with an index, so that no write can forget it.
 */
export const orderFacts = (table: Readonly<Record<'tokens' | 'claim' | 'contract' | AmountColumn, AnyPgColumn>>): SQL =>
  sql`(${table.tokens} || array[${sql.join(
    [
      ...[table.listPriceFen, table.orderAmountFen, table.voucherAmountFen].map((fen) => sql`nullif(${fen}, 0)`),
      sql`(${table.claim} ->> 'actualAmountFen')::bigint`,
    ].map((fen) => sql`trim_scale(${fen} / 100.0)::text`),
    sql`, `,
  )}] || regexp_split_to_array(lower(${table.contract} ->> 'number'), '[^a-z0-9_-]+'))`;

/** What finance sees. Written out, as the index is: a prepared plan could not use it otherwise. @source D26 */
export const isDecided = (table: { readonly state: AnyPgColumn }): SQL =>
  sql`${table.state} in ('preRedeemed', 'redeemed')`;

type AmountColumn = 'listPriceFen' | 'orderAmountFen' | 'voucherAmountFen';

const stateNames = sql.raw(ORDER_STATE_NAMES.map((state) => `'${state}'`).join(', '));

/**
 * Orders: what holds now. How it came to be lies in `order_events`. Written by the recording activity alone, always
 * `where seq = $seq`. The chain of amounts is held here too: P ≥ O ≥ V ≥ R ≥ paid out.
 */
export const orders = pgTable(
  'orders',
  {
    id: uuid().primaryKey(),
    number: text().notNull().unique(),
    state: text().$type<OrderState>().notNull(),
    version: integer().notNull(),
    seq: integer().notNull(),
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
    clock: jsonb().$type<Clock>().notNull(),
    rules: jsonb().$type<RuleSet>().notNull(),
    /** Until when whoever must act has time; null where nothing ends. */
    dueAt: instant('due_at'),
    tokens: text().array().notNull(),
    placedAt: instant('placed_at').notNull(),
    changedAt: instant('changed_at').notNull(),
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
    index('orders_open')
      .on(table.id)
      .where(sql`${table.state} not in ('redeemed', 'closed')`),
    index('orders_line').on(table.voucherLineId),
    index('orders_facts').using('gin', orderFacts(table)),
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

/** Every recorded event of an order, steps of people and of the clock. Append-only. */
export const orderEvents = pgTable(
  'order_events',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    seq: integer().notNull(),
    /** The command's id; the clock's is `<order>/<seq>/<step>`. */
    commandId: text('command_id').notNull(),
    step: text().$type<OrderStep | ClockStep>().notNull(),
    /** Null for the clock. */
    actorId: uuid('actor_id'),
    actorRole: text('actor_role').$type<Role>(),
    fromState: text('from_state').$type<OrderState>(),
    toState: text('to_state').$type<OrderState>().notNull(),
    /** The reason or comment given. */
    reason: text(),
    /** The step's body as taken: every round is kept. */
    body: jsonb().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.seq] }),
    unique('order_events_command').on(table.commandId),
    index('order_events_actor').on(table.actorId, table.at.desc(), table.orderId.desc(), table.seq.desc()),
  ],
);

/** Commands as accepted by the portal and as answered by the recording activity. */
export const commands = pgTable(
  'commands',
  {
    id: uuid().primaryKey(),
    accountId: uuid('account_id').notNull(),
    orderId: uuid('order_id').notNull(),
    step: text().$type<OrderStep>().notNull(),
    /** The version the person saw; null when not said. */
    version: integer(),
    body: jsonb().notNull(),
    state: text().$type<'accepted' | 'done' | 'refused'>().notNull().default('accepted'),
    /** Why it was refused. */
    code: text(),
    acceptedAt: instant('accepted_at')
      .notNull()
      .default(sql`now()`),
    settledAt: instant('settled_at'),
  },
  (table) => [
    index('commands_unsettled')
      .on(table.acceptedAt)
      .where(sql`${table.state} = 'accepted'`),
    check('commands_state', sql`${table.state} in ('accepted', 'done', 'refused')`),
    check('commands_code', sql`(${table.state} = 'refused') = (${table.code} is not null)`),
  ],
);
