import { setTimeout as pause } from 'node:timers/promises';
import { aScannedContract } from './pages.ts';
import { listRead, sendFiles } from './files.ts';
import type { SentFile } from './files.ts';
import type { Product } from '../product/contender.ts';

/** How many files each asker sends at once: a hundred in all. */
const COUNTS = [60, 10, 10, 10, 10];
const DOTS_AN_INCH = 150;
/** Files made for the hundred; each is sent several times, and read each time. */
const MADE = 5;
const SEED = 20_261_200;

/** How long one of the askers waited. */
export interface AskerWait {
  readonly files: number;
  /** Which of all the files its first was, from 1; undefined: not read within the time given. */
  readonly firstPlace: number | undefined;
  readonly firstSeconds: number | undefined;
}

/** Sends a hundred scans at once, those of the asker with most first. @returns what was sent, and when */
export async function sendHundred(
  product: Product,
  folder: string,
  address: string,
): Promise<{ files: SentFile[]; at: number }> {
  const scans: Buffer[] = [];
  for (let at = 0; at < MADE; at += 1) scans.push(await aScannedContract(SEED + at, DOTS_AN_INCH, at % 2 === 0));
  const wanted = COUNTS.flatMap((count, asker) =>
    Array.from({ length: count }, (_, at) => ({
      asker,
      uploadedBy: product.accountOf(asker),
      content: scans[at % MADE] ?? Buffer.alloc(0),
    })),
  );
  const at = Date.now();
  return { files: await sendFiles({ db: product.db, folder, address }, wanted), at };
}

/** Waits until each asker has its first file, but no longer than given. */
export async function firstFiles(
  product: Product,
  { files, at }: { readonly files: readonly SentFile[]; readonly at: number },
  withinMs: number,
): Promise<AskerWait[]> {
  const askerOf = new Map(files.map(({ id, asker }) => [id, asker]));
  for (;;) {
    const read = (await listRead(product.db, files)).map(({ id, readAt }) => ({ asker: askerOf.get(id), readAt }));
    const waits = COUNTS.map((count, asker) => {
      const place = read.findIndex((one) => one.asker === asker);
      const first = read[place];
      return {
        files: count,
        firstPlace: first && place + 1,
        firstSeconds: first && Math.round((new Date(first.readAt).getTime() - at) / 100) / 10,
      };
    });
    if (waits.every(({ firstPlace }) => firstPlace !== undefined) || Date.now() - at > withinMs) return waits;
    await pause(1000);
  }
}
