import { comparisonOf } from '../../../domain/reading/comparison.ts';
import type { Outcome } from '../../../domain/reading/comparison.ts';
import type { Entered } from '../../../domain/reading/entered.ts';
import type { Label } from '../../../domain/reading/found.ts';
import type { PageRead } from '../../../domain/reading/page.ts';
import { readingOf } from '../../../domain/reading/reading.ts';
import { openPaper } from '../../../reader/paper.ts';
import { FAULTS, throwContract } from './contract.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { INVOICE_FAULTS, throwInvoice } from './invoice.ts';
import { SCANNED_INVOICES } from './invoice-layouts.ts';
import { LAYOUTS } from './layouts.ts';
import { readOnce } from './scan-cache.ts';
import type { ScanPages } from './scan-cache.ts';
import { addScores } from './score.ts';
import type { Miss, Score } from './score.ts';
import { aScanOf, throwScanning } from './scans.ts';
import type { Scanning } from './scans.ts';

/** A paper that went through a scanner, as it was read. */
export interface ScanRead<L extends Label = Label> extends ScanPages {
  readonly layout: string;
  readonly seed: number;
  readonly how: Scanning;
  readonly entered: Entered;
  readonly right: Partial<Readonly<Record<L, Outcome>>>;
}

/** No threshold of confidence was chosen on these; docs/reading.md says what was mended after a look at some of them. */
const FIRST_SEED = 700_000;
const FIRST_INVOICE_SEED = 800_000;
/** Layouts whose typeface is in the file: of the others, nothing but boxes would be rendered. */
const RENDERED = ['embedded', 'large', 'narrow', 'spaced', 'cells', 'boxed'];

/**
 * The contract of this number, set in the layouts in turn, as a scan; every other one says one thing otherwise than was entered.
 *
 * @param firstSeed of the corpus; of another series, to look at before it is counted
 */
export async function readScan(number: number, firstSeed = FIRST_SEED): Promise<ScanRead> {
  const layouts = Object.entries(LAYOUTS).filter(([layout]) => RENDERED.includes(layout));
  const { item, seed, count } = thrown(layouts, number, firstSeed);
  const [layout, set] = item;
  const dice = diceOf(seed);
  const fault = count % 2 === 0 ? 'none' : FAULTS[(count >> 1) % FAULTS.length];
  const { lines, entered, right } = throwContract(dice, fault ?? 'none');
  const how = throwScanning(dice);
  const pages = await readOnce(String(seed), async () => readPages(await set(lines), how, dice));
  return { layout, seed, how, entered, right, ...pages };
}

/** The same for invoices: the digital, the electronic and the paper form, and three plain ones. */
export async function readInvoiceScan(number: number): Promise<ScanRead> {
  const { item, seed, count } = thrown(Object.entries(SCANNED_INVOICES), number, FIRST_INVOICE_SEED);
  const [layout, { isDigital, set }] = item;
  const dice = diceOf(seed);
  const fault = count % 2 === 0 ? 'none' : INVOICE_FAULTS[(count >> 1) % INVOICE_FAULTS.length];
  const { said, entered, right } = throwInvoice(dice, isDigital, fault ?? 'none');
  const how = throwScanning(dice);
  const pages = await readOnce(String(seed), async () => readPages(await set(said), how, dice));
  return { layout, seed, how, entered, right, ...pages };
}

/** The layout, the seed, and the how manieth of its layout this number is. */
function thrown<T>(layouts: readonly T[], number: number, firstSeed: number): { item: T; seed: number; count: number } {
  const [place, count] = [number % layouts.length, Math.floor(number / layouts.length)];
  const item = layouts[place];
  if (item === undefined) throw new Error('no layouts');
  return { item, seed: firstSeed + place * 10_000 + count + 1, count };
}

async function readPages(pdf: Buffer, how: Scanning, dice: Dice): Promise<ScanPages> {
  const paper = await openPaper(await aScanOf(pdf, how, dice));
  const before = process.cpuUsage();
  const pages: PageRead[] = [];
  for (let page = 1; page <= paper.pages; page += 1) {
    const { picture: _, ...read } = await paper.readPage(page);
    pages.push(read);
  }
  const { user, system } = process.cpuUsage(before);
  await paper.close();
  return { pages, seconds: (user + system) / 1e6 };
}

/** A field of a scan that was told otherwise than right. */
interface ScanMiss extends Miss<Label> {
  readonly layout: string;
  readonly seed: number;
}

/** Scores each compared field of scans. */
export function scoreScans(scans: readonly ScanRead[]): { scores: Map<Label, Score>; misses: ScanMiss[] } {
  const scores = new Map<Label, Score>();
  const misses: ScanMiss[] = [];
  for (const { layout, seed, entered, right, pages } of scans) {
    const reading = readingOf(pages);
    const compared = reading ? comparisonOf(entered, reading) : [];
    for (const miss of addScores(scores, right, compared)) misses.push({ layout, seed, ...miss });
  }
  return { scores, misses };
}
