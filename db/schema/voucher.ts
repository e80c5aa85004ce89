import { sql } from 'drizzle-orm';
import { bigint, bigserial, check, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { dayOn, fenOf, id, instant, listOf } from './columns.ts';
import type { Fen } from '../../domain/fen.ts';
import type { SubjectType } from '../../domain/process/subject.ts';
import { LEDGER_ACCOUNTS, VOUCHER_KINDS } from '../../domain/voucher.ts';
import type { LedgerAccount, VoucherKind } from '../../domain/voucher.ts';
import { organizations } from './organization.ts';
import { subjectTypes } from './process.ts';
import { subcategories } from './product.ts';

const fenColumn = (name: string) =>
  fenOf(name)
    .notNull()
    .default(0 as Fen);

/** Grants: a real-name account balance with lines, not a code. */
export const vouchers = pgTable(
  'vouchers',
  {
    id: id(),
    number: text().notNull().unique(),
    kind: text().$type<VoucherKind>().notNull(),
    enterpriseId: uuid('enterprise_id')
      .notNull()
      .references(() => organizations.id),
    grantedOn: dayOn('granted_on').notNull(),
    useBy: dayOn('use_by').notNull(),
    redeemBy: dayOn('redeem_by').notNull(),
  },
  (table) => [
    index('vouchers_enterprise').on(table.enterpriseId, table.id),
    check('vouchers_kind', sql`${table.kind} in (${listOf(Object.keys(VOUCHER_KINDS))})`),
    check('vouchers_dates', sql`${table.grantedOn} <= ${table.useBy} and ${table.useBy} <= ${table.redeemBy}`),
  ],
);

/**
 * Voucher lines with their balances, moved by the ledger's trigger alone. No balance is ever negative, and
 * granted = available + held + committed + redeemed + lapsed at every moment.
 */
export const voucherLines = pgTable(
  'voucher_lines',
  {
    id: id(),
    voucherId: uuid('voucher_id')
      .notNull()
      .references(() => vouchers.id),
    subcategoryId: uuid('subcategory_id')
      .notNull()
      .references(() => subcategories.id),
    grantedFen: fenColumn('granted_fen'),
    availableFen: fenColumn('available_fen'),
    heldFen: fenColumn('held_fen'),
    committedFen: fenColumn('committed_fen'),
    redeemedFen: fenColumn('redeemed_fen'),
    lapsedFen: fenColumn('lapsed_fen'),
  },
  (table) => [
    index('voucher_lines_voucher').on(table.voucherId),
    index('voucher_lines_unlapsed')
      .on(table.voucherId)
      .where(sql`${table.availableFen} > 0`),
    check('voucher_lines_available', sql`${table.availableFen} >= 0`),
    check('voucher_lines_held', sql`${table.heldFen} >= 0`),
    check('voucher_lines_committed', sql`${table.committedFen} >= 0`),
    check('voucher_lines_redeemed', sql`${table.redeemedFen} >= 0`),
    check('voucher_lines_lapsed', sql`${table.lapsedFen} >= 0`),
    check(
      'voucher_lines_balance',
      sql`${table.grantedFen} = ${table.availableFen} + ${table.heldFen} + ${table.committedFen} + ${table.redeemedFen} + ${table.lapsedFen}`,
    ),
  ],
);

/** Every movement of voucher money. Append-only: the database refuses update, delete and truncate. */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    lineId: uuid('line_id')
      .notNull()
      .references(() => voucherLines.id),
    fromAccount: text('from_account').$type<LedgerAccount>().notNull(),
    toAccount: text('to_account').$type<LedgerAccount>().notNull(),
    amountFen: fenOf('amount_fen').notNull(),
    /** The subject whose step moved the money, and the step's event; null for imported grants and lapses. */
    subjectType: text('subject_type').$type<SubjectType>(),
    subjectId: uuid('subject_id'),
    seq: bigint({ mode: 'number' }),
    /** The subject's step, or `grant`, `lapse`. */
    step: text().notNull(),
    at: instant('at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    index('ledger_entries_line').on(table.lineId, table.id),
    index('ledger_entries_subject').on(table.subjectId),
    unique('ledger_entries_once').on(table.subjectId, table.seq, table.lineId, table.fromAccount, table.toAccount),
    check('ledger_entries_amount', sql`${table.amountFen} > 0`),
    check('ledger_entries_subject_type', sql`${table.subjectType} in (${subjectTypes})`),
    check('ledger_entries_from', sql`${table.fromAccount} in (${listOf(LEDGER_ACCOUNTS)})`),
    check(
      'ledger_entries_to',
      sql`${table.toAccount} in (${listOf(LEDGER_ACCOUNTS.filter((account) => account !== 'granted'))})`,
    ),
    check('ledger_entries_moves', sql`${table.fromAccount} <> ${table.toAccount}`),
  ],
);
