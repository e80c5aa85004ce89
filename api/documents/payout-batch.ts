import type { BankAccount } from '../../domain/bank-account.ts';
import type { Day } from '../../domain/day.ts';
import type { Fen } from '../../domain/fen.ts';
import type { Language } from '../../domain/language.ts';
import { wordTable } from '../../domain/words.ts';
import type { SentTable } from './send-table.ts';
import type { Cell, Heading } from './table.ts';

/** One transfer of a batch. */
export interface PayoutLine {
  /** The order's number, which the bank gives back with the receipt. */
  readonly number: string;
  readonly institution: string;
  /** Null while it is not known. */
  readonly account: BankAccount | null;
  readonly amountFen: Fen;
  readonly note: string;
}

/** The same with what became of it. */
export interface SettledLine extends PayoutLine {
  readonly state: string;
  /** Null unless it has been paid out. */
  readonly paidFen: Fen | null;
  readonly paidOn: Day | null;
  readonly reference: string | null;
  readonly reason: string | null;
}

/** A batch of payouts as the bank gets it: a line a transfer, and the total. To be sent by `sendTable`. @source D2 */
export function payoutTable(batch: string, lines: readonly PayoutLine[], language: Language): SentTable {
  const words = PAYOUT_WORDS[language];
  return batchTable(`${words.name}-${batch}`, lines.map(transferCells), transferHeadings(language), language);
}

/** A batch in which nothing waits, for the books: each transfer with its result. To be sent by `sendTable`. @source D2 */
export function settledTable(batch: string, lines: readonly SettledLine[], language: Language): SentTable {
  const words = PAYOUT_WORDS[language];
  const rows = lines.map((line, index) => [
    ...transferCells(line, index),
    line.state,
    line.paidFen,
    line.paidOn,
    line.reference,
    line.reason,
  ]);
  return batchTable(
    `${words.settled}-${batch}`,
    rows,
    [
      ...transferHeadings(language),
      { label: words.state, kind: 'text', width: 12 },
      { label: words.paid, kind: 'money', width: 20 },
      { label: words.paidOn, kind: 'day', width: 14 },
      { label: words.reference, kind: 'text', width: 28 },
      { label: words.reason, kind: 'text', width: 40 },
    ],
    language,
  );
}

const batchTable = (name: string, rows: Cell[][], headings: Heading[], language: Language): SentTable => ({
  name,
  headings,
  rows,
  total: PAYOUT_WORDS[language].total,
  totalInCsv: true,
});

const transferCells = ({ number, institution, account, amountFen, note }: PayoutLine, index: number): Cell[] => [
  index + 1,
  number,
  institution,
  account?.name ?? null,
  account?.number ?? null,
  account?.branch ?? null,
  amountFen,
  note,
];

const transferHeadings = (language: Language): Heading[] => {
  const words = PAYOUT_WORDS[language];
  return [
    { label: words.line, kind: 'count', width: 8 },
    { label: words.number, kind: 'text', width: 22 },
    { label: words.institution, kind: 'text', width: 36 },
    { label: words.accountName, kind: 'text', width: 36 },
    { label: words.accountNumber, kind: 'text', width: 26 },
    { label: words.branch, kind: 'text', width: 36 },
    { label: words.amount, kind: 'money', width: 20 },
    { label: words.note, kind: 'text', width: 40 },
  ];
};

const PAYOUT_WORDS = wordTable(
  {
    name: '拨付批次',
    settled: '拨付结果',
    line: '序号',
    number: '订单号',
    institution: '收款单位',
    accountName: '收款户名',
    accountNumber: '收款账号',
    branch: '开户行',
    amount: '金额（元）',
    note: '附言',
    state: '结果',
    paid: '已拨付（元）',
    paidOn: '拨付日期',
    reference: '拨付凭证号',
    reason: '原因',
    total: '合计',
  },
  {
    name: 'payouts',
    settled: 'results',
    line: 'No.',
    number: 'Order',
    institution: 'Payee',
    accountName: 'Account name',
    accountNumber: 'Account number',
    branch: 'Bank branch',
    amount: 'Amount (CNY)',
    note: 'Note',
    state: 'Result',
    paid: 'Paid out (CNY)',
    paidOn: 'Paid on',
    reference: 'Payout reference',
    reason: 'Reason',
    total: 'Total',
  },
);
