import type { Compared } from '../../../domain/reading/comparison.ts';
import type { Label } from '../../../domain/reading/found.ts';

/** Of one field over the corpus: told right, not told, told wrongly. */
export interface Score {
  right: number;
  unread: number;
  wrong: number;
}

/** A field that was told otherwise than right. */
export interface Miss<L extends Label> {
  readonly label: L;
  readonly right: string;
  readonly told: string;
}

/** Adds what was told of one paper to scores, and gives its misses. */
export function addScores<L extends Label>(
  scores: Map<L, Score>,
  right: Partial<Readonly<Record<L, string>>>,
  compared: readonly Compared[],
): Miss<L>[] {
  return (Object.entries(right) as [L, string][]).flatMap(([label, outcome]) => {
    const told = compared.find((one) => one.label === label)?.outcome ?? 'notFound';
    const score = scores.get(label) ?? { right: 0, unread: 0, wrong: 0 };
    const kind = told === outcome ? 'right' : told === 'matches' || told === 'differs' ? 'wrong' : 'unread';
    score[kind] += 1;
    scores.set(label, score);
    return kind === 'right' ? [] : [{ label, right: outcome, told }];
  });
}
