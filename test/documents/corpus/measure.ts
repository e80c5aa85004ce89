import { comparisonOf } from '../../../domain/reading/comparison.ts';
import type { ContractLabel } from '../../../domain/reading/found.ts';
import type { PageRead } from '../../../domain/reading/page.ts';
import { readingOf } from '../../../domain/reading/reading.ts';
import { openPaper } from '../../../reader/paper.ts';
import { FAULTS, throwContract } from './contract.ts';
import { diceOf } from './dice.ts';
import { LAYOUTS } from './layouts.ts';
import { addScores } from './score.ts';
import type { Miss, Score } from './score.ts';

/** A field that was told wrongly or not at all, with what its contract says. */
interface ContractMiss extends Miss<ContractLabel> {
  readonly layout: string;
  readonly seed: number;
  readonly lines: readonly string[];
}

/** Reads so many contracts in every layout, by seeds from 1, and scores each compared field. */
export async function measureReading(
  each: number,
): Promise<{ scores: ReadonlyMap<ContractLabel, Score>; misses: readonly ContractMiss[] }> {
  const scores = new Map<ContractLabel, Score>();
  const misses: ContractMiss[] = [];
  for (const [place, [layout, set]] of Object.entries(LAYOUTS).entries())
    for (let count = 0; count < each; count += 1) {
      const seed = place * 10_000 + count + 1;
      const fault = count % 2 === 0 ? 'none' : FAULTS[(count >> 1) % FAULTS.length];
      const { lines, entered, right } = throwContract(diceOf(seed), fault ?? 'none');
      const reading = readingOf(await pagesOf(await set(lines)));
      const compared = reading ? comparisonOf(entered, reading) : [];
      for (const miss of addScores(scores, right, compared)) misses.push({ layout, seed, lines, ...miss });
    }
  return { scores, misses };
}

/** A file as it is read. */
export async function pagesOf(content: Uint8Array): Promise<PageRead[]> {
  const paper = await openPaper(content);
  const pages: PageRead[] = [];
  for (let number = 1; number <= paper.pages; number += 1) pages.push(await paper.readPage(number));
  await paper.close();
  return pages;
}
