import { listReadingFaults } from '../../../../db/reads/reading-fault.ts';
import type { ReadingFault } from '../../../../db/reads/reading-fault.ts';
import { groupedYuan } from '../../../../domain/fen.ts';
import { PAPERS_OF_TASK, papersOf } from '../../../../domain/reading/papers.ts';
import type { Paper, PaperKind } from '../../../../domain/reading/papers.ts';
import type { KnownDifference } from '../../../../domain/reading/known-difference.ts';
import type { OrderStep } from '../../../../domain/order/steps.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import type { FileComparison } from '../../../documents/reading.ts';
import { compareFiles } from '../../../documents/reading.ts';
import type { Portal } from '../../../actions/portal.ts';
import { paths } from '../../paths.ts';
import { differencesIn } from '../decided-papers.ts';
import type { Case } from './case.ts';

/** A paper with what was read of it. */
export interface ComparedPaper extends Paper {
  /** Which of several it is. */
  readonly title: string | false;
  readonly comparison: FileComparison;
  /** Values of it that are said to have been read wrongly. */
  readonly faults: readonly ReadingFault[];
}

/** The papers of a desk, and how its reader says that one was read wrongly. */
export interface DeskPapers {
  readonly kind: PaperKind;
  readonly papers: readonly ComparedPaper[];
  readonly reporting: Reporting;
  /** What whoever sent them knew to differ, and who that was; null where nothing did. */
  readonly known: { readonly by: string; readonly differences: readonly KnownDifference[] } | null;
}

export interface Reporting {
  readonly accountId: string;
  readonly csrfToken: string;
  /** Where it is said of a file; undefined once the task is closed. */
  readonly actionOf: ((attachmentId: string) => string) | undefined;
}

/** The papers of a desk beside what was entered; null where it has none to compare. */
export async function comparePapers(portal: Portal, shown: Case): Promise<DeskPapers | null> {
  const { task, file, account, csrfToken, inbox } = shown;
  const kind = PAPERS_OF_TASK[task.kind];
  const papers = kind ? papersOf(kind, file.order, file.names) : [];
  if (!kind || papers.length === 0) return null;
  const ids = papers.map(({ attachmentId }) => attachmentId);
  const [compared, faults] = await Promise.all([compareFiles(portal, papers), listReadingFaults(portal.db, ids)]);
  const actionOf = (attachmentId: string): string => paths.taskPaperFaults(task.id, attachmentId, inbox);
  return {
    kind,
    papers: papers.flatMap((paper, index) => {
      const comparison = compared[index];
      const own = faults.filter(({ attachmentId }) => attachmentId === paper.attachmentId);
      return comparison ? [{ ...paper, title: titleOf(paper), comparison, faults: own }] : [];
    }),
    known: knownOf(shown, kind, ids),
    reporting: { accountId: account.id, csrfToken, actionOf: isOpenTask(task) ? actionOf : undefined },
  };
}

/** The steps by which papers of each kind are sent. */
const SENT_BY: Readonly<Record<PaperKind, readonly OrderStep[]>> = {
  contract: ['pay'],
  agreement: ['proposeChange'],
  invoice: ['requestRedemption', 'supplementRedemption'],
};

/** What whoever sent these papers last knew to differ; null where nothing did. */
export function knownOf(
  { history }: Pick<Case, 'history'>,
  kind: PaperKind,
  ids: readonly string[],
): DeskPapers['known'] {
  const sent = history.findLast(({ step }) => SENT_BY[kind].some((one) => one === step));
  const differences = sent ? differencesIn(sent).filter(({ attachmentId }) => ids.includes(attachmentId)) : [];
  return differences.length > 0 ? { by: sent?.actorName ?? '', differences } : null;
}

const titleOf = ({ entered }: Paper): string | false =>
  'invoiceNumber' in entered && `${entered.invoiceNumber} · ${groupedYuan(entered.invoiceTotal)}`;
