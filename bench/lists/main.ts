import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { wholeNumber } from '../flags.ts';
import { machine, writeResults } from '../results.ts';
import { runBench, say } from '../run.ts';
import { compareFarPages } from './far-pages.ts';
import { asActor, countBeforeReads, orderReads, otherReads, searchReads, taskReads, taskSearchReads } from './reads.ts';
import { setCrowd } from './stage.ts';
import { createTimer } from './timing.ts';
import type { Read, Timed } from './timing.ts';
import { measureWorkbooks } from './workbook.ts';

const WANTED_MS = 5;
const ROWS = { least: 10_000, most: 2_000_000 } as const;
const EXPORTED = 100_000;

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = wholeNumber('rows', values.rows, ROWS.least, ROWS.most);

const line = ({ name, calls, sql: { p50, p99 }, whole, wholeTables, explained }: Timed): string =>
  [
    `${p99 > WANTED_MS ? '*' : ' '} ${name.padEnd(52)} ${String(p50).padStart(7)} ${String(p99).padStart(7)} ${String(whole.p50).padStart(7)} ${String(calls).padStart(5)}`,
    ...(wholeTables.length > 0 ? [`    reads ${wholeTables.join(', ')} from end to end`] : []),
    ...(p99 > WANTED_MS
      ? [`    explained: ${explained.milliseconds} ms and ${explained.planning} to plan, ${explained.scans.join('; ')}`]
      : []),
  ].join('\n');

await runBench(async (ends) => {
  const begun = performance.now();
  say(`${rows} orders with their events, tasks and notices …`);
  const { url, scheme } = await setCrowd(rows, ends, say);
  const madeSeconds = Math.round((performance.now() - begun) / 1000);
  say(`made in ${madeSeconds} s; milliseconds from here on: SQL p50, p99, the whole call p50, calls`);
  const { db, time, close } = createTimer(url);
  ends.push(close);
  const orders = await db.execute<{ id: string; at: string }>(
    sql.raw(`select id, placed_at as at from orders order by placed_at desc limit 200`),
  );
  const { rows: others } = await db.execute<{ id: string }>(
    sql.raw(`select id from organizations where type = 'institution' order by id offset 20 limit 40`),
  );
  const chen = asActor(scheme.chen);
  const last = orders.rows.at(-1);
  const reads: readonly Read[] = [
    ...orderReads('center', [asActor(scheme.zhao)]),
    ...orderReads('park', [asActor(scheme.li), asActor(scheme.wu)]),
    ...orderReads('largest institution', [chen]),
    ...orderReads(
      'institutions',
      others.map(({ id }) => ({ ...chen, organizationId: id })),
    ),
    ...orderReads('enterprise', [asActor(scheme.wang), asActor(scheme.qian)]),
    ...orderReads('finance', [asActor(scheme.sun)]),
    ...searchReads('center', asActor(scheme.zhao)),
    ...searchReads('largest institution', chen),
    ...searchReads('enterprise', asActor(scheme.wang)),
    ...taskSearchReads('center', asActor(scheme.zhao)),
    ...taskReads('center', asActor(scheme.zhao)),
    ...taskReads('park', asActor(scheme.li)),
    ...taskReads('finance', asActor(scheme.sun)),
    ...otherReads(
      scheme,
      orders.rows.map(({ id }) => id),
    ),
    ...(last
      ? [countBeforeReads(asActor(scheme.zhao), { placedAt: new Date(last.at).toISOString(), id: last.id })]
      : []),
  ];
  const timed: Timed[] = [];
  for (const read of reads) {
    const one = await time(read);
    timed.push(one);
    say(line(one));
  }
  const far = await compareFarPages(db, scheme, time);
  for (const { name, page, first, far: beyond, ratio } of far)
    say(`  ${name}: page ${page} ${beyond} ms, page 1 ${first} ms, ${ratio} times`);
  const workbooks = await measureWorkbooks(db, asActor(scheme.zhao), Math.min(EXPORTED, rows));
  for (const { rows: count, seconds, readSeconds, peakMiB, failed } of workbooks)
    say(
      `  workbook of ${count} rows: ${failed ?? `${seconds} s, reading ${readSeconds} s`}, ${peakMiB.asking} MiB above idle where it is asked for, ${peakMiB.writing} where it is written`,
    );
  const missed = timed.filter((one) => one.sql.p99 > WANTED_MS);
  say(`${missed.length} of ${timed.length} reads are above ${WANTED_MS} ms at p99`);
  const results = {
    at: new Date().toISOString(),
    machine: machine(),
    flags: { rows },
    madeSeconds,
    reads: timed,
    far,
    workbooks,
  };
  say(`written to bench/results/${writeResults(results, '-lists')}`);
});
