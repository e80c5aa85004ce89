import { readFileSync } from 'node:fs';
import { throwContract } from '../../test/documents/corpus/contract.ts';
import { diceOf } from '../../test/documents/corpus/dice.ts';
import { LAYOUTS } from '../../test/documents/corpus/layouts.ts';
import { aScanOf } from '../../test/documents/corpus/scans.ts';
import { createPageReader } from '../../reader/page-reader.ts';
import { childrenOf, cpuSpent, total } from '../cpu.ts';
import { spread } from '../figures.ts';
import type { Spread } from '../figures.ts';

/** What pages of one kind cost in the job process of a reader. */
export interface PageCost {
  readonly kind: string;
  readonly pages: number;
  /** CPU-seconds of the first page, with the start of the process and of its networks. */
  readonly firstSeconds: number;
  /** CPU-seconds of each further page. */
  readonly seconds: Spread;
  readonly peakMiB: number;
}

const SEED = 20_261_128;
/** A page of text costs little, and the kernel counts in hundredths of a second. */
const TEXTS_A_SCAN = 10;

/** A contract of the corpus as text. */
const aTextContract = async (seed: number): Promise<Buffer> =>
  Buffer.from((await LAYOUTS['embedded']?.(throwContract(diceOf(seed), 'none').lines)) ?? []);

/** The first page of such a contract as a scan. */
export const aScannedContract = async (seed: number, dotsAnInch: number, stamped: boolean): Promise<Buffer> =>
  aScanOf(await aTextContract(seed), { dotsAnInch, stamped, skew: 0.8 }, diceOf(seed));

/** Pages of text and of scans, each kind in a process of its own. */
export async function measurePages(scansOfAKind: number, say: (line: string) => void): Promise<PageCost[]> {
  const kinds = [150, 200, 300].flatMap((dots) =>
    [false, true].map((stamped) => ({
      kind: `scan, ${dots} dots an inch${stamped ? ', seal' : ''}`,
      pages: scansOfAKind,
      make: (seed: number) => aScannedContract(seed, dots, stamped),
    })),
  );
  const costs: PageCost[] = [];
  for (const { kind, pages, make } of [
    { kind: 'text', pages: scansOfAKind * TEXTS_A_SCAN, make: aTextContract },
    ...kinds,
  ]) {
    const files: Buffer[] = [];
    for (let at = 0; at <= pages; at += 1) files.push(await make(SEED + at));
    const cost = { kind, pages, ...(await costOf(files)) };
    say(
      `${kind}: ${cost.seconds.median} s a page (${cost.seconds.min}–${cost.seconds.max}), the first ${cost.firstSeconds} s, ${cost.peakMiB} MiB`,
    );
    costs.push(cost);
  }
  return costs;
}

/** The first pages of these files, one after the other in one process. */
async function costOf(files: readonly Buffer[]): Promise<Omit<PageCost, 'kind' | 'pages'>> {
  const reader = createPageReader();
  const seconds: number[] = [];
  let spent = 0;
  try {
    for (const content of files) {
      const answer = await reader.read({ content, number: 1 });
      if (answer === 'broken' || 'unreadable' in answer)
        throw new Error(`a page was not read: ${JSON.stringify(answer)}`);
      const now = total(cpuSpent([{ name: 'job', pid: jobOf(process.pid) }])) / 1000;
      seconds.push(now - spent);
      spent = now;
    }
    const [firstSeconds = Number.NaN, ...further] = seconds;
    return { firstSeconds, seconds: spread(further), peakMiB: peakMiB(jobOf(process.pid)) };
  } finally {
    reader.stop();
  }
}

/** The job process that a reader has started. @throws Error when none lives */
export function jobOf(reader: number): number {
  const job = childrenOf(reader).find(({ commandLine }) => commandLine.includes('read-job'));
  if (!job) throw new Error('the reader has no job process');
  return job.pid;
}

/** The most memory that a process has held since its start. */
export const peakMiB = (pid: number): number =>
  Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
