import type { Fen } from '../../domain/fen.ts';
import { sumFen } from '../../domain/fen.ts';
import type { Language } from '../../domain/language.ts';
import { wordTable } from '../../domain/words.ts';
import type { SentTable } from './send-table.ts';

/** One transfer of a batch. */
export interface PayoutLine {
  /** The order's number, which the bank gives back with the receipt. */
  readonly number: string;
  readonly institution: string;
  readonly amountFen: Fen;
  readonly note: string;
}

/** A batch of payouts as the bank gets it: a line a transfer, and the total. To be sent by `sendTable`. @source D2 */
export function payoutTable(batch: string, lines: readonly PayoutLine[], language: Language): SentTable {
  const words = PAYOUT_WORDS[language];
  return {
    name: `${words.name}-${batch}`,
    headings: [
      { label: words.line, kind: 'text', width: 8 },
      { label: words.number, kind: 'text', width: 22 },
      { label: words.institution, kind: 'text', width: 36 },
      { label: words.amount, kind: 'money', width: 20 },
      { label: words.note, kind: 'text', width: 40 },
    ],
    rows: [
      ...lines.map(({ number, institution, amountFen, note }, index) => [
        String(index + 1),
        number,
        institution,
        amountFen,
        note,
      ]),
      [words.total, null, null, sumFen(lines.map(({ amountFen }) => amountFen)), null],
    ],
  };
}

const PAYOUT_WORDS = wordTable(
  {
    name: '拨付批次',
    line: '序号',
    number: '订单号',
    institution: '收款单位',
    amount: '金额（元）',
    note: '附言',
    total: '合计',
  },
  {
    name: 'payouts',
    line: 'No.',
    number: 'Order',
    institution: 'Payee',
    amount: 'Amount (CNY)',
    note: 'Note',
    total: 'Total',
  },
);
