import { z } from 'zod';
import type { Day } from '../../domain/day.ts';
import type { Fen } from '../../domain/fen.ts';
import type { Language } from '../../domain/language.ts';
import { mayPrepare, mayRemoveLine, maySettleLine } from '../../domain/payout-batch.ts';
import type { Account } from '../../db/reads/account.ts';
import {
  listBatchLines,
  findBatch,
  listBatchSums,
  countBatches,
  listBatchPage,
  listPayableOrders,
} from '../../db/reads/payout-batch.ts';
import type { BatchLineRow } from '../../db/reads/payout-batch.ts';
import { listOrderRecords } from '../../db/reads/order.ts';
import { prepareBatch, removeLine } from '../../db/writes/portal/payout-batch.ts';
import type { RefusedLine, WantedLine } from '../../db/writes/portal/payout-batch.ts';
import { commandId } from './click.ts';
import type { ClickResult, Member } from './click.ts';
import { insistFound, insist, Refused } from './errors.ts';
import { amount, flag, id } from '../forms/fields.ts';
import { byInstant, cutPage, pageBothWays } from '../forms/page.ts';
import { now } from './moment.ts';
import { takeStep } from './order.ts';
import type { OrderWithTimeline } from './order.ts';
import type { Portal } from './portal.ts';
import { uuidv5 } from './uuid.ts';
import { batchHeadJson, batchJson } from './payout-batch-json.ts';

const LINES_AT_MOST = 200;

/** What a batch is prepared from. */
export const batchForm = z.object({
  lines: z
    .array(z.object({ orderId: id, amount: amount.nullish().describe('All that is outstanding when not given') }))
    .min(1)
    .max(LINES_AT_MOST),
});

export const batchQuery = z.object({ ...byInstant, waiting: flag.describe('Only those with a line that waits') });

type Db = Pick<Portal, 'db'>;

/** The batches, newest first, with what their lines come to. @source D2 */
export async function listBatches(
  { db }: Db,
  query: z.output<typeof batchQuery> & { readonly before?: BatchPlace | undefined },
) {
  const { after, before, limit, waiting } = query;
  const batches = await listBatchPage(db, { waiting, after: before ? undefined : after, before, limit: limit + 1 });
  const { rows, next, previous } = pageBothWays(batches, query, (batch) => [batch.preparedAt, batch.id]);
  const ids = rows.map((batch) => batch.id);
  const sums = ids.length === 0 ? [] : await listBatchSums(db, ids);
  const [first] = previous === null ? [] : rows;
  const place = first && { at: first.preparedAt, id: first.id };
  return { items: rows.map((batch) => batchHeadJson(batch, sums)), next, previous, first: place };
}

type BatchPlace = NonNullable<z.output<typeof batchQuery>['after']>;

/** Which part of the batches such a page is. @source D2 */
export const countBatchPart = async (
  { db }: Db,
  waiting: boolean,
  { items, first }: Awaited<ReturnType<typeof listBatches>>,
) => ({ rows: items.length, ...(await countBatches(db, { waiting, before: first })) });

/** A batch with its lines. @throws Refused `payout-batch.not-found` */
export async function getShownBatch({ db }: Db, batchId: string, language: Language) {
  const [batch, sums, lines] = await Promise.all([
    findBatch(db, batchId),
    listBatchSums(db, [batchId]),
    listBatchLines(db, batchId),
  ]);
  return batchJson(insistFound(batch, 'payout-batch.not-found'), sums, lines, language);
}

/** Orders to choose from for a new batch, with their files, earliest due first. @source D2 */
export async function listPayable({ db }: Db, { after, limit }: z.output<z.ZodObject<typeof byInstant>>) {
  const payable = await listPayableOrders(db, { after, limit: limit + 1 });
  const { rows, next } = cutPage(payable, limit, (row) => [row.dueAt, row.taskId]);
  const files = await listOrderRecords(
    db,
    rows.map(({ orderId }) => orderId),
  );
  const items = rows.flatMap(({ orderId, dueAt }) => {
    const file = files.get(orderId);
    return file ? [{ dueAt, file }] : [];
  });
  return { items, next };
}

/** What came of preparing: the batch's id, or every line that is refused. */
export type Prepared = { readonly batchId: string } | { readonly refused: readonly RefusedLine[] };

/** Prepares a batch, all lines or none. The id follows from the key: a repeat meets the same batch. @source D2 */
export async function prepare({ db }: Db, { account, key }: Member, wanted: readonly WantedLine[]): Promise<Prepared> {
  const batchId = uuidv5(`payout-batch/${commandId({ account, key })}`);
  const refused = await prepareBatch(db, {
    id: batchId,
    preparedBy: account,
    wanted,
    now: new Date().toISOString(),
  });
  return refused.length === 0 ? { batchId } : { refused };
}

/** Those of the lines wanted that would be refused as the orders are now, and why. Nothing is prepared. @source D2 */
export async function listRefusedLines(
  { db }: Db,
  account: Account,
  wanted: readonly { readonly orderId: string; readonly amountFen: Fen }[],
): Promise<RefusedLine[]> {
  const asked = wanted.slice(0, LINES_AT_MOST);
  const files = await listOrderRecords(
    db,
    asked.map(({ orderId }) => orderId),
  );
  return asked.flatMap(({ orderId, amountFen }) => {
    const file = files.get(orderId);
    if (!file) return [];
    const ruling = mayPrepare(file, account, { amountFen, waiting: file.waitsInBatch }, now());
    return ruling.allowed ? [] : [{ orderId, code: ruling.code }];
  });
}

/** A line of a batch, as addresses name it. */
export interface LineAddress {
  readonly id: string;
  readonly lineId: string;
}

/**
 * Marks a line paid: the order's own step records the payout, and the line with it.
 *
 * @throws Refused by `maySettleLine` and by the rule of recording a payout
 * @source D2
 */
export async function payLine(
  portal: Portal,
  clicker: Member,
  address: LineAddress,
  { paidOn, reference }: { paidOn: Day; reference: string },
): Promise<ClickResult<OrderWithTimeline>> {
  const line = await lineAt(portal, address);
  insistWaiting(clicker, line);
  const body = { amountFen: line.amountFen, paidOn, reference, batchLineId: line.id };
  const wanted = { orderId: line.order.id, version: null, request: { step: 'recordPayout', body } } as const;
  return takeStep(portal, clicker, wanted);
}

/**
 * Marks a line failed: the bank has not paid it. The order's own step records that, and settles the line with it; the order may be
 * put into another batch.
 *
 * @throws Refused by `maySettleLine` and by the rule of the step
 * @source D2
 */
export async function settleFailedLine(
  portal: Portal,
  clicker: Member,
  address: LineAddress,
  reason: string,
): Promise<ClickResult<OrderWithTimeline>> {
  const line = await lineAt(portal, address);
  insistWaiting(clicker, line);
  const body = { batchLineId: line.id, reason };
  return takeStep(portal, clicker, { orderId: line.order.id, version: null, request: { step: 'failPayout', body } });
}

/** A repeat may have settled the line itself: its outcome answers. */
function insistWaiting({ key }: Member, line: BatchLineRow): void {
  if (key === null || key.before === null) insist(maySettleLine(line));
}

/** Takes a line out of its batch; with the reason, once a file was exported. @throws Refused by `mayRemoveLine` @source D2 */
export async function settleRemovedLine(
  portal: Db,
  account: Account,
  address: LineAddress,
  reason: string | null,
): Promise<void> {
  const line = await lineAt(portal, address);
  insist(mayRemoveLine(line, reason));
  const removing = { lineId: line.id, reason, by: account.id, now: new Date().toISOString() };
  if (await removeLine(portal.db, removing)) return;
  insist(mayRemoveLine(await lineAt(portal, address), reason)); // exported meanwhile
  throw new Refused('payout.line-settled'); // someone was faster
}

const lineAt = async ({ db }: Db, { id: batchId, lineId }: LineAddress): Promise<BatchLineRow> =>
  insistFound(
    (await listBatchLines(db, batchId)).find((line) => line.id === lineId),
    'payout-batch.not-found',
  );
