import type { OrderRecord } from '../../../db/reads/order.ts';
import type { TimelineEntry } from '../../../db/reads/order-list.ts';
import { shanghaiTime } from '../../../domain/day.ts';
import type { Block, Fact } from './block.ts';
import type { OrderPdfWords } from './words.ts';
import { groupedYuan } from '../../../domain/fen.ts';

/** Builds the blocks of an order's papers that exist: contract, supplementary agreements, invoices, payouts. @source L84, L165, D2, D13 */
export const buildPaperBlocks = (
  file: OrderRecord,
  timeline: readonly TimelineEntry[],
  words: OrderPdfWords,
): Block[] => [
  ...buildContract(file, words),
  ...buildChanges(file, words),
  ...buildInvoices(file, words),
  ...buildPayouts(file, timeline, words),
];

function buildContract({ order: { contract } }: OrderRecord, words: OrderPdfWords): Block[] {
  if (!contract) return [];
  const tick = (label: string, stated: boolean): Fact => ({ label, value: stated ? words.stated : words.notStated });
  return [
    {
      title: words.contract,
      facts: [
        { label: words.contractNumber, value: contract.number },
        { label: words.signedOn, value: contract.signedOn },
        { label: words.contractTotal, value: groupedYuan(contract.totalFen) },
        { label: words.contractSelfPaid, value: groupedYuan(contract.selfPaidFen) },
        tick(words.serviceContent, contract.clauses.serviceContent),
        tick(words.charges, contract.clauses.charges),
        tick(words.shortfall, contract.clauses.shortfall),
        tick(words.signedAndSealed, contract.signedAndSealed),
      ],
    },
  ];
}

function buildChanges({ order: { changes } }: OrderRecord, words: OrderPdfWords): Block[] {
  if (changes.length === 0) return [];
  return [
    {
      title: words.changes,
      columns: [
        { label: words.proposedAt, width: 110 },
        { label: words.orderAmount, width: 90, right: true },
        { label: words.voucherAmount, width: 90, right: true },
        { label: words.changeState },
      ],
      rows: changes.map(({ proposedAt, orderAmountFen, voucherAmountFen, state }) => [
        shanghaiTime(proposedAt),
        groupedYuan(orderAmountFen),
        groupedYuan(voucherAmountFen),
        words[state],
      ]),
    },
  ];
}

function buildInvoices({ order: { claim } }: OrderRecord, words: OrderPdfWords): Block[] {
  if (!claim) return [];
  return [
    {
      title: words.invoices,
      columns: [
        { label: words.invoiceNumber },
        { label: words.issuedOn, width: 110 },
        { label: words.amount, width: 90, right: true },
      ],
      rows: [
        ...claim.invoices.map(({ number, code, issuedOn, amountFen }) => [
          code ? `${number} (${words.invoiceCode}${words.colon}${code})` : number,
          issuedOn,
          groupedYuan(amountFen),
        ]),
        [words.total, '', groupedYuan(claim.actualAmountFen)],
      ],
      note: `${words.effect}${words.colon}${claim.effect}`,
    },
  ];
}

function buildPayouts(
  { order: { payouts } }: OrderRecord,
  timeline: readonly TimelineEntry[],
  words: OrderPdfWords,
): Block[] {
  if (payouts.length === 0) return [];
  const names = new Map(timeline.map(({ actorId, actorName }) => [actorId, actorName]));
  return [
    {
      title: words.payouts,
      columns: [
        { label: words.paidOn, width: 110 },
        { label: words.reference },
        { label: words.by, width: 90 },
        { label: words.amount, width: 90, right: true },
      ],
      rows: payouts.map(({ paidOn, reference, by, amountFen }) => [
        paidOn,
        reference,
        names.get(by) ?? words.unknown,
        groupedYuan(amountFen),
      ]),
    },
  ];
}
