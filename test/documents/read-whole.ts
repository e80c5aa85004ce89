import { pagesReadOf } from '../../domain/reading/page.ts';
import type { PageRead } from '../../domain/reading/page.ts';
import type { Read } from '../../domain/reading/reading.ts';
import { foundIn } from '../../reader/found-in.ts';
import type { PageReader } from '../../reader/page-reader.ts';

/** Reads a file from its first page to its last, without a database. */
export async function readWhole(reader: PageReader, content: Uint8Array): Promise<Read> {
  const pages: PageRead[] = [];
  for (let last = 1; pages.length < last;) {
    const answer = await reader.read({ content, number: pages.length + 1 });
    if (answer === 'broken') return { unreadable: 'heavy' };
    if ('unreadable' in answer) return answer;
    if (!answer.page) break;
    pages.push(answer.page);
    last = pagesReadOf(answer.pagesInAll);
  }
  return foundIn(pages, pages.length);
}
