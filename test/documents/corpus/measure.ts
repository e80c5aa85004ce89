import { comparisonOf } from '../../../domain/reading/comparison.ts';
import type { ContractLabel } from '../../../domain/reading/found.ts';
import type { PageRead } from '../../../domain/reading/page.ts';
import { readingOf } from '../../../domain/reading/reading.ts';
import { openPaper } from '../../../reader/paper.ts';
import { FAULTS, throwContract } from './contract.ts';
import { diceOf } from './dice.ts';
import { LAYOUTS } from './layouts.ts';

/** Of one field over the corpus: told right, not told, told wrongly. */
export interface Score {
  right: number;
  unread: number;
  wrong: number;
}

/** A field that was told wrongly or not at all, with what its contract says. */
export interface Miss {
  readonly layout: string;
  readonly seed: number;
  readonly label: ContractLabel;
  readonly right: string;
  readonly told: string;
  readonly lines: readonly string[];
}

/** Reads so many contracts in every layout, by seeds from 1, and scores each compared field. */
export async function measureReading(
  each: number,
): Promise<{ scores: ReadonlyMap<ContractLabel, Score>; misses: readonly Miss[] }> {
  const scores = new Map<ContractLabel, Score>();
  const misses: Miss[] = [];
  for (const [place, [layout, set]] of Object.entries(LAYOUTS).entries())
    for (let count = 0; count < each; count += 1) {
      const seed = place * 10_000 + count + 1;
      const fault = count % 2 === 0 ? 'none' : FAULTS[(count >> 1) % FAULTS.length];
      const { lines, entered, right } = throwContract(diceOf(seed), fault ?? 'none');
      const reading = readingOf(await pagesOf(await set(lines)));
      const compared = reading ? comparisonOf(entered, reading) : [];
      for (const label of Object.keys(right) as ContractLabel[]) {
        const told = compared.find((one) => one.label === label)?.outcome ?? 'notFound';
        const score = scores.get(label) ?? { right: 0, unread: 0, wrong: 0 };
        const kind = told === right[label] ? 'right' : told === 'matches' || told === 'differs' ? 'wrong' : 'unread';
        score[kind] += 1;
        scores.set(label, score);
        if (kind !== 'right') misses.push({ layout, seed, label, right: right[label], told, lines });
      }
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
