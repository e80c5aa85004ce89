import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureInvoices } from './measure-invoices.ts';
import { measureReading } from './measure.ts';
import { readInvoiceScan, readScan, scoreScans } from './measure-scans.ts';
import type { ScanRead } from './measure-scans.ts';
import type { Score } from './score.ts';

const DOCUMENT = fileURLToPath(new URL('../../../docs/reading.md', import.meta.url));
const EACH = 28;
const INVOICES_EACH = 14;
/** Each takes some seconds of a processor, once: see scan-cache.ts. Fewer when asked: `npm run measure-reading -- 60 14`. */
const [SCANS = 156, INVOICE_SCANS = 42] = process.argv.slice(2).map(Number);
/** Dots an inch; what is coarser is no document scan. */
const FINE_AT_LEAST = 150;

const contracts = await measureReading(EACH);
const invoices = await measureInvoices(INVOICES_EACH);
const scans = await readAll(SCANS, (number) => readScan(number));
const invoiceScans = await readAll(INVOICE_SCANS, readInvoiceScan);
const isFine = ({ how }: ScanRead): boolean => how.dotsAnInch >= FINE_AT_LEAST;
const isCoarse = (scan: ScanRead): boolean => !isFine(scan);
const tables = {
  measured: contracts,
  'measured scans': scoreScans(scans.filter(isFine)),
  'measured coarse scans': scoreScans(scans.filter(isCoarse)),
  'measured invoices': invoices,
  'measured invoice scans': scoreScans(invoiceScans.filter(isFine)),
};
for (const [name, { scores, misses }] of Object.entries(tables)) {
  if (scores.size === 0) continue;
  writeTable(name, scores);
  for (const { layout, seed, label, right, told } of misses)
    console.log(`${name}: ${layout} ${seed}: ${label} is ${right}, told ${told}`);
}
/** Reads so many scans, one after the other. */
async function readAll(count: number, read: (number: number) => Promise<ScanRead>): Promise<ScanRead[]> {
  const all: ScanRead[] = [];
  for (let number = 0; number < count; number += 1) all.push(await read(number));
  return all;
}

/** Writes a table between the marks of this name. */
function writeTable(name: string, scores: ReadonlyMap<string, Score>): void {
  const rows = [...scores].map(([label, { right, unread, wrong }]) => {
    const all = right + unread + wrong;
    const share = (count: number): string => `${count} (${((count / all) * 100).toFixed(1)} %)`;
    return `| \`${label}\` | ${share(right)} | ${share(unread)} | ${share(wrong)} |`;
  });
  const papers = Math.max(...[...scores.values()].map(({ right, unread, wrong }) => right + unread + wrong));
  const table = [`${papers} papers:`, '', '| field | right | not told | wrong |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
  const document = readFileSync(DOCUMENT, 'utf8');
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before = '', after = ''] = [document.split(begin)[0], document.split(end)[1]];
  writeFileSync(DOCUMENT, `${before}${begin}\n\n${table}\n\n${end}${after}`);
}
