import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import type { EnteredContract } from '../../domain/reading/entered.ts';
import { readingOf } from '../../domain/reading/reading.ts';
import { ENTERED_CONTRACT } from '../makers.ts';

/** The sentence, what was entered otherwise (amounts in fen), and what is right. ⏎ is the end of a line. */
const SENTENCES = readFileSync(new URL('sentences.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((row) => row.split('\t') as [string, string, string]);

/** What is read in a sentence, and never guessed. @source D42 */
test.each(SENTENCES)('%s', (sentence, otherwise, right) => {
  const entered: EnteredContract = { ...ENTERED_CONTRACT, ...(otherwise && JSON.parse(otherwise)) };
  const reading = readingOf([
    { text: `本合同由双方在平等自愿的基础上友好协商订立。\n${sentence.replaceAll('⏎', '\n')}` },
  ]);
  const said = comparisonOf(entered, reading ?? { amounts: [], days: [], numbers: [], parties: [] })
    .filter(({ outcome }) => outcome !== 'notFound')
    .map(({ label, outcome }) => `${label}=${outcome}`);
  expect(said.toSorted()).toEqual(right === 'nothing' ? [] : right.split(' ').toSorted());
});
