import { listBankAccounts } from '../../../db/reads/bank-account.ts';
import { markExported } from '../../../db/writes/portal/payout-batch.ts';
import type { BankAccount } from '../../../domain/bank-account.ts';
import { parseDay } from '../../../domain/day.ts';
import { parseYuan, ZERO_FEN } from '../../../domain/fen.ts';
import { payoutTable, settledTable } from '../../documents/payout-batch.ts';
import type { SettledLine } from '../../documents/payout-batch.ts';
import { sendTable } from '../../documents/send-table.ts';
import type { TableForm } from '../../documents/table.ts';
import { getShownBatch } from '../../actions/payout-batch.ts';
import { interpolate } from '../../../domain/words.ts';
import type { PageHandler } from '../page.ts';
import { batchIdOf } from './address.ts';
import type { BatchLine } from './view.ts';
import { BATCH_WORDS } from './words.ts';

/**
 * A batch as the bank gets it: the lines that wait, so that a file taken away later pays nothing twice. Once none waits,
 * the lines that stand, with their results.
 *
 * @source D2
 */
export const exportBatch =
  (form: TableForm): PageHandler =>
  async (portal, visit, response) => {
    const { language } = visit;
    const batch = await getShownBatch(portal, batchIdOf(visit), language);
    const note = interpolate(BATCH_WORDS[language].note, { batch: batch.number });
    const waiting = batch.lines.filter(({ state }) => state === 'waiting');
    const accounts = await listBankAccounts(
      portal.db,
      batch.lines.map(({ institution }) => institution.id),
    );
    const exported = (lines: readonly BatchLine[]) =>
      lines.map((line) => exportedLine(line, note, accounts.get(line.institution.id) ?? null));
    const table =
      waiting.length > 0
        ? payoutTable(batch.number, exported(waiting), language)
        : settledTable(batch.number, exported(batch.lines.filter(({ state }) => state !== 'removed')), language);
    const at = new Date().toISOString();
    await sendTable(portal, response, table, form);
    if (waiting.length > 0) await markExported(portal.db, batch.id, at);
  };

function exportedLine(line: BatchLine, note: string, account: BankAccount | null): SettledLine {
  const amountFen = parseYuan(line.amount.amount) ?? ZERO_FEN;
  return {
    number: line.order.name,
    institution: line.institution.name,
    account,
    amountFen,
    note,
    state: line.stateLabel,
    paidFen: line.state === 'paid' ? amountFen : null,
    paidOn: line.paidOn === null ? null : (parseDay(line.paidOn) ?? null),
    reference: line.reference,
    reason: line.reason,
  };
}
