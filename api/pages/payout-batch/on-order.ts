import { listBatchLinesOfOrder, listLastUnpaid } from '../../../db/reads/payout-batch.ts';
import type { BatchLineRow } from '../../../db/reads/payout-batch.ts';
import { shanghaiTime } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import type { Order } from '../../../domain/order/order.ts';
import { DECIDED_ORDER_STATES } from '../../../domain/order/states.ts';
import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import { BATCH_LINE_STATES } from '../../../domain/payout-batch.ts';
import { interpolate } from '../../../domain/words.ts';
import type { Account } from '../../../db/reads/account.ts';
import type { Portal } from '../../actions/portal.ts';
import { paths } from '../paths.ts';
import { LINE_LOOKS } from './view.ts';
import { BATCH_ON_ORDER_WORDS } from './words.ts';

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
  const { failed } = BATCH_ON_ORDER_WORDS[language];
  const facts = { amount: groupedYuan(last.amountFen), at: shanghaiTime(last.settledAt), reason: last.reason ?? '' };
  return interpolate(failed, facts);
}

/** What the payout desk says of the batches of an order: the one in which it waits for the bank, and the last one, when its transfer failed or it was taken out for a reason; each null when there is none. @source D2 */
export async function batchNoticesOf({ db }: Portal, orderId: string, language: Language) {
  const lines = await listBatchLinesOfOrder(db, orderId);
  const waiting = lines.find(({ state }) => state === 'waiting');
  const last = lines.at(-1);
  return {
    open: waiting ? waitingNotice(waiting, language) : null,
    unpaid: last ? unpaidNotice(last, language) : null,
  };
}

/** A transfer that failed, or a line taken out: the bank may have been asked before, and paid; a reason is always given once a file was exported. */
function unpaidNotice({ state, reason, settledAt, ...line }: BatchLineRow, language: Language) {
  if ((state !== 'removed' && state !== 'failed') || reason === null || settledAt === null) return null;
  const words = BATCH_ON_ORDER_WORDS[language];
  const sentence = { removed: words.takenOut, failed: words.failedIn }[state];
  const facts = {
    batch: line.batch,
    amount: groupedYuan(line.amountFen),
    at: shanghaiTime(settledAt),
    who: line.settledBy ?? '',
    reason,
  };
  return { text: interpolate(sentence, facts), link: words.toLine, href: hrefOf(line) };
}

/** The same in short, by order, of those to be chosen for a new batch. @source D2 */
export async function unpaidMarks({ db }: Portal, orderIds: readonly string[], language: Language) {
  const words = BATCH_ON_ORDER_WORDS[language];
  const unpaid = orderIds.length === 0 ? [] : await listLastUnpaid(db, orderIds);
  return new Map(
    unpaid.map(({ orderId, batch, state, reason, settledAt, ...line }) => {
      const sentence = state === 'failed' ? words.failedInShort : words.takenOutShort;
      const facts = { batch, reason: reason ?? '', at: settledAt === null ? '' : shanghaiTime(settledAt) };
      return [orderId, { text: interpolate(sentence, facts), link: words.toLine, href: hrefOf(line) }];
    }),
  );
}

function waitingNotice(line: BatchLineRow, language: Language) {
  const words = BATCH_ON_ORDER_WORDS[language];
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
