import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Executor } from '../../db/client.ts';
import { listOrderPage } from '../../db/reads/order-list.ts';
import { EVERYTHING } from '../../db/reads/order-search.ts';
import type { Actor } from '../../domain/role.ts';
import { createDocuments } from '../../api/documents/documents.ts';
import { EXPORT_COLUMNS, EXPORTED_AT_MOST, headingsIn } from '../../api/documents/order-columns.ts';
import type { Cell } from '../../api/documents/table.ts';
import { childrenOf } from '../cpu.ts';
import { rounded } from '../figures.ts';

/** What a workbook of orders took. */
export interface Exported {
  readonly rows: number;
  readonly readSeconds: number;
  readonly seconds: number;
  readonly megabytes: number;
  /** Of the process that asks for it, and of the one that writes it: the most memory above what it held before, in MiB. */
  readonly peakMiB: { readonly asking: number; readonly writing: number | null };
  /** Why there is none. */
  readonly failed: string | null;
}

/** How many rows the product reads at once for an export. */
const READ_AT_ONCE = 500;

/** The export as the product makes it, at the most rows that it gives, and at as many as are wished. */
export async function measureWorkbooks(db: Executor, asker: Actor, wished: number): Promise<readonly Exported[]> {
  const exported: Exported[] = [];
  for (const rows of [EXPORTED_AT_MOST, wished]) exported.push(await measureWorkbook(db, asker, rows));
  return exported;
}

async function measureWorkbook(db: Executor, asker: Actor, atMost: number): Promise<Exported> {
  const documents = createDocuments();
  const one = { name: '订单', headings: headingsIn('zh'), total: '合计' };
  try {
    (await documents.renderWorkbook({ ...one, rows: [] }, asker.id)).content.destroy(); // the process is there from now on
    const job = childrenOf(process.pid).find(({ commandLine }) => commandLine.includes('workbook-job'))?.pid;
    const idle = { asking: residentMiB(process.pid), writing: residentMiB(job) };
    const peak = { ...idle };
    const look = setInterval(() => {
      peak.asking = Math.max(peak.asking, residentMiB(process.pid));
      peak.writing = Math.max(peak.writing, residentMiB(job));
    }, 20);
    const begun = performance.now();
    let rows = 0;
    let read = begun;
    async function* counted(): AsyncGenerator<readonly Cell[]> {
      for await (const row of readRows(db, asker, atMost)) {
        rows += 1;
        yield row;
      }
      read = performance.now();
    }
    const answer = await documents
      .renderWorkbook({ ...one, rows: counted() }, asker.id)
      .catch((error: unknown) => String(error instanceof Error ? (error.cause ?? error) : error));
    if (typeof answer !== 'string') await pipeline(answer.content, new PassThrough().resume());
    clearInterval(look);
    return {
      rows,
      readSeconds: rounded((read - begun) / 1000),
      seconds: rounded((performance.now() - begun) / 1000),
      megabytes: typeof answer === 'string' ? 0 : rounded(answer.bytes / 1e6),
      peakMiB: {
        asking: peak.asking - idle.asking,
        writing: job === undefined ? null : peak.writing - idle.writing,
      },
      failed: typeof answer === 'string' ? answer : null,
    };
  } finally {
    documents.stop();
  }
}

async function* readRows(db: Executor, asker: Actor, atMost: number): AsyncGenerator<readonly Cell[]> {
  let count = 0;
  for (let after: { placedAt: string; id: string } | undefined; ;) {
    const read = await listOrderPage(db, asker, { search: EVERYTHING }, { after, limit: READ_AT_ONCE });
    for (const file of read) {
      if (count === atMost) return;
      count += 1;
      yield EXPORT_COLUMNS.map(({ cell }) => cell(file, 'zh'));
    }
    const last = read.at(-1);
    if (!last || read.length < READ_AT_ONCE) return;
    after = { placedAt: last.placedAt, id: last.order.id };
  }
}

/** Zero of a process that has ended. */
function residentMiB(pid: number | undefined): number {
  try {
    return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
