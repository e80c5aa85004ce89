import { comparisonOf } from '../../../domain/reading/comparison.ts';
import type { ContractLabel } from '../../../domain/reading/found.ts';
import type { PageRead } from '../../../domain/reading/page.ts';
import { readingOf } from '../../../domain/reading/reading.ts';
import { openPaper } from '../../../reader/paper.ts';
import { FAULTS, throwContract } from './contract.ts';
import type { Contract } from './contract.ts';
import { diceOf } from './dice.ts';
import { LAYOUTS } from './layouts.ts';
import type { Score } from './measure.ts';
import { aScanOf, throwScanning } from './scans.ts';
import type { Scanning } from './scans.ts';

/** A contract that went through a scanner, as it was read. */
export interface ScanRead {
  readonly layout: string;
  readonly seed: number;
  readonly how: Scanning;
  readonly contract: Contract;
  readonly pages: readonly PageRead[];
  /** Of a processor, for all its pages. */
  readonly seconds: number;
}

const FIRST_SEED = 500_000;
/** Those whose typeface is in the file: of the others, nothing but boxes would be rendered. */
const RENDERED = ['embedded', 'large', 'narrow', 'spaced', 'cells', 'boxed'];

/** The contract of this number, set in the layouts in turn, as a scan; every other one says one thing otherwise than was entered. */
export async function readScan(number: number): Promise<ScanRead> {
  const layouts = Object.entries(LAYOUTS).filter(([layout]) => RENDERED.includes(layout));
  const [place, count] = [number % layouts.length, Math.floor(number / layouts.length)];
  const [layout, set] = layouts[place] ?? ['', () => Buffer.alloc(0)];
  const seed = FIRST_SEED + place * 10_000 + count + 1;
  const dice = diceOf(seed);
  const fault = count % 2 === 0 ? 'none' : FAULTS[(count >> 1) % FAULTS.length];
  const contract = throwContract(dice, fault ?? 'none');
  const how = throwScanning(dice);
  const paper = await openPaper(await aScanOf(await set(contract.lines), how, dice));
  const before = process.cpuUsage();
  const pages: PageRead[] = [];
  for (let page = 1; page <= paper.pages; page += 1) pages.push(await paper.readPage(page));
  const { user, system } = process.cpuUsage(before);
  await paper.close();
  return { layout, seed, how, contract, pages, seconds: (user + system) / 1e6 };
}

/** A field of a scan that was told otherwise than right. */
interface ScanMiss {
  readonly layout: string;
  readonly seed: number;
  readonly label: ContractLabel;
  readonly right: string;
  readonly told: string;
}

/** Scores each compared field of scans. */
export function scoreScans(scans: readonly ScanRead[]): { scores: Map<ContractLabel, Score>; misses: ScanMiss[] } {
  const scores = new Map<ContractLabel, Score>();
  const misses: ScanMiss[] = [];
  for (const { layout, seed, contract, pages } of scans) {
    const reading = readingOf(pages);
    const compared = reading ? comparisonOf(contract.entered, reading) : [];
    for (const label of Object.keys(contract.right) as ContractLabel[]) {
      const [told, right] = [compared.find((one) => one.label === label)?.outcome ?? 'notFound', contract.right[label]];
      const kind = told === right ? 'right' : told === 'matches' || told === 'differs' ? 'wrong' : 'unread';
      const score = scores.get(label) ?? { right: 0, unread: 0, wrong: 0 };
      score[kind] += 1;
      scores.set(label, score);
      if (kind !== 'right') misses.push({ layout, seed, label, right, told });
    }
  }
  return { scores, misses };
}
