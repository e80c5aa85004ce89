import { listBankAccounts } from '../../../db/reads/bank-account.ts';
import { markExported } from '../../../db/writes/portal/payout-batch.ts';
import type { BankAccount } from '../../../domain/bank-account.ts';
import { parseDay } from '../../../domain/day.ts';
import { parseYuan, ZERO_FEN } from '../../../domain/fen.ts';
import { payoutTable, settledTable } from '../../documents/payout-batch.ts';
import type { SettledLine } from '../../documents/payout-batch.ts';
import { sendTable } from '../../documents/send-table.ts';
import type { SentTable } from '../../documents/send-table.ts';
import type { TableForm } from '../../documents/table.ts';
import { getShownBatch } from '../../actions/payout-batch.ts';
import type { Language } from '../../../domain/language.ts';
import { interpolate } from '../../../domain/words.ts';
import type { Portal } from '../../actions/portal.ts';
import type { PageHandler } from '../page.ts';
import { paths } from '../paths.ts';
import { batchIdOf } from './address.ts';
import type { Batch, BatchLine } from './view.ts';
import { BATCH_WORDS } from './words.ts';

/**
 * A batch as the bank gets it: the lines that wait, so that a file taken away later pays nothing twice. Once none waits,
 * the lines that stand, with their results. What goes to the bank is asked for by a form, never by a link, which others may have
 * a browser follow; it is marked before its lines are read, so that none is taken out without a reason in between.
 *
 * @source D2
 */
export const exportBatch =
  (form: TableForm): PageHandler =>
  async (portal, visit, response) => {
    const { language } = visit;
    const id = batchIdOf(visit);
    const before = await getShownBatch(portal, id, language);
    const isForBank = listWaiting(before).length > 0;
    if (isForBank && !visit.isForm) return response.redirect(303, paths.payoutBatch(before.id));
    if (isForBank) await markExported(portal.db, before.id, new Date().toISOString());
    const batch = isForBank ? await getShownBatch(portal, id, language) : before;
    await sendTable(portal, response, await tableOf(portal, batch, language), form);
  };

const listWaiting = ({ lines }: Batch): BatchLine[] => lines.filter(({ state }) => state === 'waiting');

async function tableOf({ db }: Portal, batch: Batch, language: Language): Promise<SentTable> {
  const note = interpolate(BATCH_WORDS[language].note, { batch: batch.number });
  const accounts = await listBankAccounts(
    db,
    batch.lines.map(({ institution }) => institution.id),
  );
  const exported = (lines: readonly BatchLine[]) =>
    lines.map((line) => exportedLine(line, note, accounts.get(line.institution.id) ?? null));
  const waiting = listWaiting(batch);
  return waiting.length > 0
    ? payoutTable(batch.number, exported(waiting), language)
    : settledTable(batch.number, exported(batch.lines.filter(({ state }) => state !== 'removed')), language);
}

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
