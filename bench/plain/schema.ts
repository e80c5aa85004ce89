import { bigserial, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The tables of a state machine that keeps what it must and no more. */

export const sessions = pgTable('sessions', { id: uuid().primaryKey(), account: text().notNull() });

export const orders = pgTable('orders', {
  id: uuid().primaryKey(),
  state: text().notNull(),
  version: integer().notNull(),
  amountFen: integer('amount_fen').notNull(),
});

export const events = pgTable('events', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  orderId: uuid('order_id').notNull(),
  version: integer().notNull(),
  step: text().notNull(),
  account: text().notNull(),
  body: jsonb().notNull(),
  at: timestamp({ withTimezone: true, mode: 'string' }).notNull().defaultNow(),
});

export const entries = pgTable('entries', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  orderId: uuid('order_id').notNull(),
  step: text().notNull(),
  amountFen: integer('amount_fen').notNull(),
});

/** The same tables for the database. */
export const TABLES = `
  create table sessions (id uuid primary key, account text not null);
  create table orders (id uuid primary key, state text not null, version integer not null, amount_fen integer not null);
  create table events (id bigserial primary key, order_id uuid not null references orders (id), version integer not null, step text not null,
    account text not null, body jsonb not null, at timestamptz not null default now(), unique (order_id, version));
  create table entries (id bigserial primary key, order_id uuid not null references orders (id), step text not null, amount_fen integer not null);
`;
