import { pagesReadOf } from '../../domain/reading/page.ts';
import type { PageRead } from '../../domain/reading/page.ts';
import type { Read } from '../../domain/reading/reading.ts';
import type { PageReader } from '../../reader/page-reader.ts';

const HEAVY = { unreadable: 'heavy' } as const;

/** Reads a file from its first page to its last, without a database. */
export async function readWhole(reader: PageReader, content: Uint8Array): Promise<Read> {
  const pages: PageRead[] = [];
  for (let last = 1; pages.length < last;) {
    const answer = await reader.read({ content, number: pages.length + 1 });
    if (answer === 'broken') return HEAVY;
    if ('unreadable' in answer) return answer;
    if (!answer.page) break;
    pages.push(answer.page);
    last = pagesReadOf(answer.pagesInAll);
  }
  const found = await reader.search({ pages, pagesInAll: pages.length });
  return found === 'broken' ? HEAVY : found;
}
