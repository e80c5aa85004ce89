import { parseArgs } from 'node:util';
import { wholeNumber } from '../flags.ts';
import { DATABASE, product } from '../product/contender.ts';
import { machine, writeResults } from '../results.ts';
import { runBench, say } from '../run.ts';
import type { Ends } from '../run.ts';
import { setStage } from '../stage.ts';
import { listRead } from './files.ts';
import { measureOrders, ratiosOf, SECONDS_AT_MOST } from './orders.ts';
import { jobOf, measurePages, peakMiB } from './pages.ts';
import { firstFiles, sendHundred } from './turns.ts';

const CLIENTS = 20;
const PER_SECOND = 1;
const FIRST_WITHIN_MS = 120_000;
const AT_MOST = { rounds: 10, pages: 20 } as const;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '4' }, pages: { type: 'string', default: '3' } },
});
const flag = (name: keyof typeof AT_MOST): number => wholeNumber(name, values[name], 0, AT_MOST[name]);
const [rounds, pagesOfAKind] = [flag('rounds'), flag('pages')];

/** A hundred contracts at once, and orders beside them. */
async function besideOrders(ends: Ends) {
  say('servers …');
  const stage = await setStage([DATABASE], say);
  ends.push(stage.stop);
  const { postgres, temporal, folder } = stage;
  const orders = await product({ databaseUrl: postgres.url, address: temporal.address, folder, clients: CLIENTS });
  ends.push(orders.stop);
  const reader = await orders.start('reader');
  ends.push(reader.stop);
  const sent = await sendHundred(orders, folder, temporal.address);
  const turns = await firstFiles(orders, sent, FIRST_WITHIN_MS);
  for (const { files, firstPlace, firstSeconds } of turns)
    say(`an asker with ${files}: its first file was number ${firstPlace}, after ${firstSeconds} s`);
  const windows = await measureOrders(
    {
      product: orders,
      servers: stage.parts,
      reader: reader.part,
      rounds,
      seconds: SECONDS_AT_MOST,
      perSecond: PER_SECOND,
      clients: CLIENTS,
    },
    say,
  );
  const ratios = { reading: ratiosOf(windows, 'reading'), alike: ratiosOf(windows, 'alike') };
  for (const [mode, { p50, p99, cpuMs }] of Object.entries(ratios))
    say(
      `${mode}/idle: ${[p50, p99, cpuMs].map(({ median, min, max }) => `${median} (${min}–${max})`).join(', ')} in p50, p99, CPU-ms`,
    );
  return {
    turns,
    windows,
    ratios,
    left: sent.files.length - (await listRead(orders.db, sent.files)).length,
    peakMiB: { reader: peakMiB(reader.part.pid), job: peakMiB(jobOf(reader.part.pid)) },
  };
}

await runBench(async (ends) => {
  const pages = pagesOfAKind > 0 ? await measurePages(pagesOfAKind, say) : [];
  const hundred = rounds > 0 ? await besideOrders(ends) : undefined;
  if (hundred)
    say(
      `${hundred.left} of the hundred were left; reader ${hundred.peakMiB.reader} MiB, job process ${hundred.peakMiB.job} MiB`,
    );
  const results = {
    at: new Date().toISOString(),
    machine: machine(),
    flags: { rounds, pages: pagesOfAKind },
    pages,
    ...hundred,
  };
  say(`written to bench/results/${writeResults(results, '-reading')}`);
});
