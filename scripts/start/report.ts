import type { ReconciliationReport } from '../../domain/reconciliation.ts';

const counted = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What a reconciliation found, a line each: what it looked at, what it mended, what a person must look at. */
export const formatReport = ({ openOrders, broughtBack, resent, differences }: ReconciliationReport): string[] => [
  `${counted(openOrders, 'open order', 'open orders')} compared with Temporal and the ledger.`,
  ...broughtBack.map((id) => `Brought back: order ${id} had no execution and runs again.`),
  ...resent.map((id) => `Sent again: command ${id}, which nobody had answered.`),
  ...differences.map((difference) => `Difference: ${difference}.`),
  differences.length === 0
    ? 'No differences.'
    : `${counted(differences.length, 'difference', 'differences')}; what to do is in docs/runbook.md.`,
];
