import { parseYuan, ZERO_FEN } from '../../../domain/fen.ts';
import { payoutTable } from '../../documents/payout-batch.ts';
import { sendTable } from '../../documents/send-table.ts';
import type { TableForm } from '../../documents/table.ts';
import { getShownBatch } from '../../actions/payout-batch.ts';
import { interpolate } from '../../../domain/words.ts';
import type { PageHandler } from '../page.ts';
import { batchIdOf } from './address.ts';
import { BATCH_WORDS } from './words.ts';

/** A batch as the bank gets it: the lines that wait, so that a file taken away later pays nothing twice. @source D2 */
export const exportBatch =
  (form: TableForm): PageHandler =>
  async (portal, visit, response) => {
    const { language } = visit;
    const batch = await getShownBatch(portal, batchIdOf(visit), language);
    const note = interpolate(BATCH_WORDS[language].note, { batch: batch.number });
    const lines = batch.lines
      .filter(({ state }) => state === 'waiting')
      .map(({ order, institution, amount }) => ({
        number: order.name,
        institution: institution.name,
        amountFen: parseYuan(amount.amount) ?? ZERO_FEN,
        note,
      }));
    await sendTable(portal, response, payoutTable(batch.number, lines, language), form);
  };
