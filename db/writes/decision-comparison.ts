import { decidedPaper } from '../../domain/reading/papers.ts';
import type { Paper } from '../../domain/reading/papers.ts';
import type { Executor } from '../client.ts';
import { insertion } from '../driver/write.ts';
import type { Write } from '../driver/write.ts';
import { listFileReadings } from '../reads/reading.ts';
import { decisionComparisons } from '../schema/decision-comparison.ts';

/** Keeps with a decision what has been read of its papers so far; nothing where it is about none. */
export async function keepComparison(
  tx: Executor,
  { orderId, seq }: { readonly orderId: string; readonly seq: number },
  papers: readonly Paper[],
): Promise<Write> {
  const readings = await listFileReadings(
    tx,
    papers.map(({ attachmentId }) => attachmentId),
  );
  const compared = papers.map((paper) => decidedPaper(paper, readings.get(paper.attachmentId)));
  return insertion('comparison', decisionComparisons, [{ orderId, seq, papers: compared }]);
}
