import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureInvoices } from './measure-invoices.ts';
import { measureReading } from './measure.ts';
import { readScan, scoreScans } from './measure-scans.ts';
import type { ScanRead } from './measure-scans.ts';
import type { Score } from './measure.ts';

const DOCUMENT = fileURLToPath(new URL('../../../docs/reading.md', import.meta.url));
const EACH = 28;
const INVOICES_EACH = 14;
/** Each takes some seconds of a processor. */
const SCANS = 48;
/** Dots an inch; what is coarser is no document scan. */
const FINE_AT_LEAST = 150;

const contracts = await measureReading(EACH);
const invoices = await measureInvoices(INVOICES_EACH);
const scans: ScanRead[] = [];
for (let number = 0; number < SCANS; number += 1) scans.push(await readScan(number));
const isFine = ({ how }: ScanRead): boolean => how.dotsAnInch >= FINE_AT_LEAST;
const [fine, coarse] = [scoreScans(scans.filter(isFine)), scoreScans(scans.filter((scan) => !isFine(scan)))];
writeTable('measured', contracts.scores);
writeTable('measured scans', fine.scores);
writeTable('measured coarse scans', coarse.scores);
writeTable('measured invoices', invoices.scores);
for (const { layout, seed, label, right, told } of [
  ...contracts.misses,
  ...invoices.misses,
  ...fine.misses,
  ...coarse.misses,
])
  console.log(`${layout} ${seed}: ${label} is ${right}, told ${told}`);

/** Writes a table between the marks of this name. */
function writeTable(name: string, scores: ReadonlyMap<string, Score>): void {
  const rows = [...scores].map(([label, { right, unread, wrong }]) => {
    const all = right + unread + wrong;
    const share = (count: number): string => `${count} (${((count / all) * 100).toFixed(1)} %)`;
    return `| \`${label}\` | ${share(right)} | ${share(unread)} | ${share(wrong)} |`;
  });
  const table = ['| field | right | not told | wrong |', '|---|---|---|---|', ...rows].join('\n');
  const document = readFileSync(DOCUMENT, 'utf8');
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before = '', after = ''] = [document.split(begin)[0], document.split(end)[1]];
  writeFileSync(DOCUMENT, `${before}${begin}\n\n${table}\n\n${end}${after}`);
}
