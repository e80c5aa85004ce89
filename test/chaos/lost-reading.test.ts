import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { attachmentPages, attachmentReadings } from '../../db/schema/attachment.ts';
import { cast } from '../api/support/story.ts';
import { aScanOf } from '../documents/corpus/scans.ts';
import { setPdf } from '../documents/pdfs.ts';
import { eventually } from '../setup/eventually.ts';
import { aProduct } from './product.ts';
import type { Part, Product } from './product.ts';

/** A server that goes away while a file is read costs time: the reader lives, and no page is lost. */

const PAGES = 5;
const AWAY_MS = 20_000;
const HEALED = { withinMs: 180_000 };

let product: Product;
beforeAll(async () => {
  product = await aProduct();
}, 180_000);
afterAll(() => product?.stop(), 60_000);

test.each<[Part, string]>([
  ['postgres', '一'],
  ['temporal', '二'],
])(
  '%s goes away for 20 s during a reading: it ends afterwards, with all its pages',
  async (part, mark) => {
    const pages = Array.from({ length: PAGES }, (_, index) => ({
      text: `${mark}之${index + 1} 甲方委托乙方提供技术服务，双方达成如下协议。`,
      ...(index > 0 && { pageBreak: 'before' as const }),
    }));
    const { wang } = await cast(product);
    const id = (await wang.upload('contract', { content: await aScanOf(await setPdf(pages)) })).body.id as string;
    const { db } = product.database;
    const kept = () => db.select().from(attachmentPages).where(eq(attachmentPages.attachmentId, id));
    await eventually(kept, (rows) => rows.length > 0, HEALED);
    await product.kill(part);
    await pause(AWAY_MS);
    await product.start(part);
    const readings = () =>
      db
        .select({
          unreadable: attachmentReadings.unreadable,
          pagesUnread: sql`${attachmentReadings.reading}->'pagesUnread'`,
        })
        .from(attachmentReadings)
        .where(eq(attachmentReadings.attachmentId, id))
        .catch(() => []);
    const [row] = await eventually(readings, (rows) => rows.length > 0, HEALED);
    expect(row).toEqual({ unreadable: null, pagesUnread: 0 });
    expect(await kept()).toEqual([]);
    expect(product.isAlive('reader')).toBe(true);
  },
  300_000,
);
