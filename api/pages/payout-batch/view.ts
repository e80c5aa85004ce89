import { shanghaiTime } from '../../../domain/day.ts';
import { grouped } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import type { BatchLineState } from '../../../domain/payout-batch.ts';
import type { Icon } from '../../../templates/icons.ts';
import type { listBatches, getShownBatch } from '../../actions/payout-batch.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import { BATCH_WORDS } from './words.ts';

export type Batch = Awaited<ReturnType<typeof getShownBatch>>;
type BatchHead = Awaited<ReturnType<typeof listBatches>>['items'][number];
export type BatchLine = Batch['lines'][number];

/** What a line's state means at a glance, and its glyph: never by color alone. */
export const LINE_LOOKS: Readonly<
  Record<
    BatchLineState,
    { readonly meaning: 'ok' | 'bad' | 'info' | 'mute'; readonly glyph: Icon; readonly fill: string }
  >
> = {
  paid: { meaning: 'ok', glyph: 'check', fill: 'b-redeemed' },
  waiting: { meaning: 'info', glyph: 'hourglass', fill: 'b-committed' },
  failed: { meaning: 'bad', glyph: 'cross', fill: 'b-failed' },
  removed: { meaning: 'mute', glyph: 'back', fill: 'b-lapsed-part' },
};

/** In which order results are told. */
const TOLD = ['paid', 'waiting', 'failed', 'removed'] as const;

/** How many lines are in each state, and what they come to. */
const sumsOf = ({ sums }: BatchHead, language: Language) =>
  TOLD.flatMap((state) => {
    const sum = sums.find((one) => one.state === state);
    const label = BATCH_WORDS[language][state];
    return sum ? [{ ...LINE_LOOKS[state], state, label, count: sum.count, amount: sum.amount.amount }] : [];
  });

/** Lines that stand in a batch: all but those taken out. */
const countStanding = (sums: ReturnType<typeof sumsOf>) =>
  sums.filter(({ state }) => state !== 'removed').reduce((all, { count }) => all + count, 0);

/** One row of the list of batches. @source D2 */
export function batchRow(batch: BatchHead, language: Language) {
  const sums = sumsOf(batch, language);
  return {
    href: paths.payoutBatch(batch.id),
    number: batch.number,
    at: batch.preparedAt,
    when: shanghaiTime(batch.preparedAt),
    who: batch.preparedBy.name,
    count: countStanding(sums),
    total: grouped(batch.total.amount),
    results: sums.filter(({ count }) => count > 0).map((sum) => ({ ...sum, label: `${sum.label} ${sum.count}` })),
  };
}

/** What a batch comes to, and how far it is. @source D2 */
export function batchHead(batch: Batch, language: Language) {
  const words = BATCH_WORDS[language];
  const sums = sumsOf(batch, language);
  const of = (state: BatchLineState) => sums.find((sum) => sum.state === state);
  const waiting = of('waiting')?.count ?? 0;
  return {
    ...batchRow(batch, language),
    exported: batch.exportedAt === null ? null : shanghaiTime(batch.exportedAt),
    tag: { ...tagOf(waiting, of('failed')?.count ?? 0, language), large: true },
    progress: interpolate(words.progress, { x: of('paid')?.count ?? 0, y: countStanding(sums) }),
    bars: barsOf(sums, Number(batch.total.amount)),
    parts: sums.map(({ state, fill, label, count, amount }) => ({
      state,
      fill,
      label,
      count: interpolate(words.count, { n: count }),
      amount: grouped(amount),
      zero: count === 0,
    })),
    exports: countStanding(sums) > 0 && {
      xlsx: paths.payoutBatchExport(batch.id, 'xlsx'),
      label: waiting > 0 ? words.exportXlsx : words.exportSettled,
      text: waiting > 0 && words.exportText,
      csv: paths.payoutBatchExport(batch.id, 'csv'),
      isForBank: waiting > 0,
    },
  };
}

/** How far a batch is, at a glance: settled is only good where nothing failed. */
function tagOf(waiting: number, failed: number, language: Language) {
  const words = BATCH_WORDS[language];
  if (waiting > 0) return { ...LINE_LOOKS.waiting, label: interpolate(words.someWaiting, { n: waiting }) };
  if (failed > 0) return { ...LINE_LOOKS.failed, label: interpolate(words.someFailed, { n: failed }) };
  return { ...LINE_LOOKS.paid, glyph: 'done', label: words.allSettled };
}

/** Paid, waiting and failed to scale; what was taken out is no part of the whole. */
function barsOf(sums: ReturnType<typeof sumsOf>, whole: number) {
  let from = 0;
  return sums
    .filter(({ state, count }) => state !== 'removed' && count > 0)
    .map(({ fill, amount }) => {
      const width = (100 * Number(amount)) / whole;
      const bar = { fill, x: from.toFixed(2), width: width.toFixed(2), cut: from > 0 };
      from += width;
      return bar;
    });
}

/** One line: whose payout, how much, and what became of it. @source D2 */
export function lineView(line: BatchLine, index: number, language: Language) {
  const words = BATCH_WORDS[language];
  const { meaning, glyph } = LINE_LOOKS[line.state];
  return {
    id: line.id,
    index: index + 1,
    number: line.order.name,
    href: paths.order(line.order.id),
    product: line.product,
    institution: line.institution.name,
    amount: grouped(line.amount.amount),
    removed: line.state === 'removed',
    tag: { meaning, glyph, label: line.stateLabel },
    said: [
      line.paidOn,
      line.reference && interpolate(words.referenceSaid, { reference: line.reference }),
      line.reason,
    ].filter(Boolean),
    by:
      line.settledBy !== null &&
      line.settledAt !== null &&
      interpolate(words.by, { who: line.settledBy, at: shanghaiTime(line.settledAt) }),
  };
}
