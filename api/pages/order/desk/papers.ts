import { groupedYuan } from '../../../../domain/fen.ts';
import { PAPERS_OF_TASK, papersOf } from '../../../../domain/reading/papers.ts';
import type { Paper, PaperKind } from '../../../../domain/reading/papers.ts';
import type { FileComparison } from '../../../documents/reading.ts';
import { compareFiles } from '../../../documents/reading.ts';
import type { Portal } from '../../../actions/portal.ts';
import type { Case } from './case.ts';

/** A paper with what was read of it. */
export interface ComparedPaper extends Paper {
  /** Which of several it is. */
  readonly title: string | false;
  readonly comparison: FileComparison;
}

export interface DeskPapers {
  readonly kind: PaperKind;
  readonly papers: readonly ComparedPaper[];
}

/** The papers of a desk beside what was entered; null where it has none to compare. */
export async function comparePapers(
  portal: Portal,
  { task, file: { order, names } }: Case,
): Promise<DeskPapers | null> {
  const kind = PAPERS_OF_TASK[task.kind];
  const papers = kind ? papersOf(kind, order, names) : [];
  if (!kind || papers.length === 0) return null;
  const compared = await compareFiles(portal, papers);
  return {
    kind,
    papers: papers.flatMap((paper, index) => {
      const comparison = compared[index];
      return comparison ? [{ ...paper, title: titleOf(paper), comparison }] : [];
    }),
  };
}

const titleOf = ({ entered }: Paper): string | false =>
  'invoiceNumber' in entered && `${entered.invoiceNumber} · ${groupedYuan(entered.invoiceTotal)}`;
