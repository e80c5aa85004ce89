import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { lapseLines } from '../../db/writes/reconciliation.ts';
import { ledgerEntries, voucherLines } from '../../db/schema/voucher.ts';
import { addDays } from '../../domain/day.ts';
import { fen } from '../../domain/fen.ts';
import type { LedgerAccount } from '../../domain/voucher.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aScheme, one } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

let database: TestDatabase;
let scheme: Scheme;
beforeAll(async () => {
  database = await testDatabase();
  scheme = await aScheme(database.db, { lineFen: 10_000 });
});
afterAll(() => database.drop());

const refusal = async (statement: SQL): Promise<string> => {
  try {
    await database.db.execute(statement);
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  }
  return 'accepted';
};
const move = (fromAccount: LedgerAccount, toAccount: LedgerAccount, amount: number) =>
  database.db.insert(ledgerEntries).values({
    lineId: scheme.line.id,
    fromAccount,
    toAccount,
    amountFen: fen(amount),
    step: 'test',
    at: new Date().toISOString(),
  });

describe('the database itself refuses', () => {
  test('an update, a deletion, a truncation of entries', async () => {
    expect(await refusal(sql`update ledger_entries set amount_fen = 1`)).toContain('append-only');
    expect(await refusal(sql`delete from ledger_entries`)).toContain('append-only');
    expect(await refusal(sql`truncate ledger_entries`)).toContain('append-only');
  });

  test('an update or deletion of recorded events', async () => {
    expect(await refusal(sql`truncate order_events cascade`)).toContain('append-only');
  });

  test('a balance changed without an entry, and a line that begins with money', async () => {
    expect(
      await refusal(sql`update voucher_lines set available_fen = available_fen + 1, granted_fen = granted_fen + 1`),
    ).toContain('by ledger entries only');
    expect(
      await refusal(
        sql`insert into voucher_lines (voucher_id, subcategory_id, granted_fen, available_fen) values (${scheme.voucher.id}, ${scheme.product.subcategoryId}, 1, 1)`,
      ),
    ).toContain('begins empty');
  });

  test('more than there is, from every account, by one fen', async () => {
    await expect(move('available', 'held', 10_001)).rejects.toThrow();
    for (const account of ['held', 'committed', 'redeemed', 'lapsed'] as const)
      await expect(move(account, 'available', 1)).rejects.toThrow();
    await move('available', 'held', 10_000);
    await move('held', 'available', 10_000);
  });

  test('an amount of nothing, or of less, and money that moves nowhere', async () => {
    expect(
      await refusal(
        sql`insert into ledger_entries (line_id, from_account, to_account, amount_fen, step, at) values (${scheme.line.id}, 'available', 'held', 0, 'test', now())`,
      ),
    ).toContain('ledger_entries_amount');
    expect(
      await refusal(
        sql`insert into ledger_entries (line_id, from_account, to_account, amount_fen, step, at) values (${scheme.line.id}, 'available', 'available', 5, 'test', now())`,
      ),
    ).toContain('ledger_entries_moves');
  });
});

const nobody = (): void => undefined;

describe('after useBy', () => {
  test('what is left lapses once, also when two do it at a time', async () => {
    const old = await aScheme(database.db, { lineFen: 70_000, useWithin: 0 });
    const tomorrow = addDays(old.today, 1);
    const now = new Date().toISOString();
    const counts = await Promise.all([
      lapseLines(database.db, tomorrow, now, nobody),
      lapseLines(database.db, tomorrow, now, nobody),
    ]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await one(database.db.select().from(voucherLines).where(eq(voucherLines.id, old.line.id)))).toMatchObject({
      availableFen: 0,
      lapsedFen: 70_000,
      grantedFen: 70_000,
    });
  });

  test('nothing lapses on the last day itself', async () => {
    const last = await aScheme(database.db, { lineFen: 70_000, useWithin: 0 });
    expect(await lapseLines(database.db, last.today, new Date().toISOString(), nobody)).toBe(0);
  });
});
