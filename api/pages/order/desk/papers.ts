import type { OrderRecord } from '../../../../db/reads/order.ts';
import type { TaskKind } from '../../../../domain/task.ts';
import { openChange } from '../../../../domain/order/order.ts';
import { enteredChange, enteredContract, enteredInvoice } from '../../../../domain/reading/entered.ts';
import { groupedYuan } from '../../../../domain/fen.ts';
import type { EnteredFile, FileComparison } from '../../../documents/reading.ts';
import { compareFiles } from '../../../documents/reading.ts';
import type { Portal } from '../../../actions/portal.ts';
import type { Case } from './case.ts';

/** A paper that a desk compares with what was entered. */
interface Paper extends EnteredFile {
  /** Which of several it is. */
  readonly title?: string;
}

/** The same with what was read of it. */
export interface ComparedPaper extends Paper {
  readonly comparison: FileComparison;
}

/** What the papers of a desk are called. */
export type PaperKind = 'contract' | 'agreement' | 'invoice';

export interface DeskPapers {
  readonly kind: PaperKind;
  readonly papers: readonly ComparedPaper[];
}

const KINDS: Partial<Record<TaskKind, PaperKind>> = {
  paymentReview: 'contract',
  contractChange: 'agreement',
  redemptionReview: 'invoice',
};

/** Which papers the tasks of a kind compare; undefined where they compare none. @source L84, L149, L165, D13 */
export const paperKindOf = (kind: TaskKind): PaperKind | undefined => KINDS[kind];

/** The papers of a desk beside what was entered; null where it has none to compare. */
export async function comparePapers(portal: Portal, shown: Case): Promise<DeskPapers | null> {
  const kind = paperKindOf(shown.task.kind);
  const papers = kind ? PAPERS[kind](shown.file) : [];
  if (!kind || papers.length === 0) return null;
  const compared = await compareFiles(portal, papers);
  return {
    kind,
    papers: papers.flatMap((paper, index) => {
      const comparison = compared[index];
      return comparison ? [{ ...paper, comparison }] : [];
    }),
  };
}

const PAPERS: Readonly<Record<PaperKind, (record: OrderRecord) => readonly Paper[]>> = {
  contract: ({ order, names }) => {
    const entered = enteredContract(order, names);
    return entered && order.contract ? [{ attachmentId: order.contract.attachmentId, entered }] : [];
  },
  agreement: ({ order, names }) => {
    const change = openChange(order) ?? order.changes.at(-1);
    const entered = change && enteredChange(order, change, names);
    return change && entered ? [{ attachmentId: change.attachmentId, entered }] : [];
  },
  invoice: ({ order, names }) =>
    (order.claim?.invoices ?? []).map((invoice) => ({
      attachmentId: invoice.attachmentId,
      title: `${invoice.number} · ${groupedYuan(invoice.amountFen)}`,
      entered: enteredInvoice(invoice, names),
    })),
};
