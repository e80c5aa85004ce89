import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureReading } from './measure.ts';

const DOCUMENT = fileURLToPath(new URL('../../../docs/reading.md', import.meta.url));
const [BEGIN, END] = ['<!-- measured -->', '<!-- /measured -->'];
const EACH = 28;

const { scores, misses } = await measureReading(EACH);
const rows = [...scores].map(([label, { right, unread, wrong }]) => {
  const all = right + unread + wrong;
  const share = (count: number): string => `${count} (${((count / all) * 100).toFixed(1)} %)`;
  return `| \`${label}\` | ${share(right)} | ${share(unread)} | ${share(wrong)} |`;
});
const table = ['| field | right | not told | wrong |', '|---|---|---|---|', ...rows].join('\n');
const document = readFileSync(DOCUMENT, 'utf8');
const [before = '', after = ''] = [document.split(BEGIN)[0], document.split(END)[1]];
writeFileSync(DOCUMENT, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
for (const { layout, seed, label, right, told } of misses)
  console.log(`${layout} ${seed}: ${label} is ${right}, told ${told}`);
