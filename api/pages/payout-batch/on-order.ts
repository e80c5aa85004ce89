import { listBatchLinesOfOrder } from '../../../db/reads/payout-batch.ts';
import type { BatchLineRow } from '../../../db/reads/payout-batch.ts';
import { shanghaiTime } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import type { Order } from '../../../domain/order/order.ts';
import { DECIDED_ORDER_STATES } from '../../../domain/order/states.ts';
import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import { BATCH_LINE_STATES } from '../../../domain/payout-batch.ts';
import { interpolate, wordTable } from '../../../domain/words.ts';
import type { Account } from '../../../db/reads/account.ts';
import type { Portal } from '../../actions/portal.ts';
import { paths } from '../paths.ts';
import { LINE_LOOKS } from './view.ts';

interface Reader {
  readonly account: Account;
  readonly language: Language;
}

/** Whoever prepares batches. */
const PREPARERS: readonly string[] = ORDER_STEPS.recordPayout.by;
/** Those who can mend what a transfer failed for, and those who answer for it: all but the enterprise and its park. */
const TOLD_OF_FAILURE: readonly string[] = ['institution', 'center', 'finance', 'admin'];

/** What an order's page says of the batches it has stood in: its lines, for those who prepare them; a transfer that failed, until it is asked for again. @source D2 */
export async function batchesOfOrder(
  { db }: Portal,
  order: Pick<Order, 'id' | 'state'>,
  { account, language }: Reader,
) {
  const isAmong = (roles: readonly string[]): boolean => account.roles.some((role) => roles.includes(role));
  if (!DECIDED_ORDER_STATES.includes(order.state) || !isAmong(TOLD_OF_FAILURE)) return { batches: [], failure: null };
  const lines = await listBatchLinesOfOrder(db, order.id);
  return {
    batches: isAmong(PREPARERS) ? lines.map((line) => lineOf(line, language)) : [],
    failure: order.state === 'preRedeemed' ? failureIn(lines, language) : null,
  };
}

const lineOf = ({ id, batchId, batch, amountFen, state, reason }: BatchLineRow, language: Language) => ({
  href: hrefOf({ id, batchId }),
  number: batch,
  amount: groupedYuan(amountFen),
  reason,
  tag: { ...LINE_LOOKS[state], label: BATCH_LINE_STATES[state][language] },
});

const hrefOf = ({ id, batchId }: Pick<BatchLineRow, 'id' | 'batchId'>): string =>
  `${paths.payoutBatch(batchId)}#l-${id}`;

/** The transfer that failed last, unless its order has gone to the bank again. */
function failureIn(lines: readonly BatchLineRow[], language: Language): string | null {
  const last = lines.findLast(({ state }) => state !== 'removed');
  if (last?.state !== 'failed' || last.settledAt === null) return null;
  const { failed } = WORDS[language];
  const facts = { amount: groupedYuan(last.amountFen), at: shanghaiTime(last.settledAt), reason: last.reason ?? '' };
  return interpolate(failed, facts);
}

/** The batch in which an order waits for the bank, as the payout desk says it; null when it waits in none. @source D2 */
export async function openBatchOf({ db }: Portal, orderId: string, language: Language) {
  const line = (await listBatchLinesOfOrder(db, orderId)).find(({ state }) => state === 'waiting');
  if (!line) return null;
  const words = WORDS[language];
  const facts = {
    batch: line.batch,
    amount: groupedYuan(line.amountFen),
    prepared: shanghaiTime(line.preparedAt),
    exported: line.exportedAt === null ? '' : shanghaiTime(line.exportedAt),
  };
  return {
    text: interpolate(line.exportedAt === null ? words.waits : words.waitsExported, facts),
    link: words.toLine,
    href: hrefOf(line),
  };
}

const WORDS = wordTable(
  {
    failed:
      '{amount} 元拨付失败（{at}）：{reason}。请服务机构核对收款账户信息，有误的请联系创新协同中心更正，之后重新拨付。',
    waits:
      '本单 {amount} 元已编入拨付批次 {batch}（{prepared} 生成，尚未导出），不能在此另行登记。请在批次中登记结果，或将其移出批次。',
    waitsExported:
      '本单 {amount} 元已在拨付批次 {batch} 中交银行办理（{prepared} 生成，{exported} 导出），不能在此另行登记。请在批次中登记结果，或将其移出批次。',
    toLine: '去批次',
  },
  {
    failed:
      'A transfer of CNY {amount} failed ({at}): {reason}. The institution must check its account, and tell the center what is wrong with it; it is paid again afterwards.',
    waits:
      'CNY {amount} of this order stand in batch {batch} (prepared {prepared}, not exported yet) and cannot be recorded here. Enter the result in the batch, or take the line out.',
    waitsExported:
      'CNY {amount} of this order are with the bank in batch {batch} (prepared {prepared}, exported {exported}) and cannot be recorded here. Enter the result in the batch, or take the line out.',
    toLine: 'To the batch',
  },
);
