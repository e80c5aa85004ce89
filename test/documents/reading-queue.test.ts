import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eq, inArray } from 'drizzle-orm';
import { countUnreadScans, listProgress } from '../../db/reads/reading.ts';
import { attachmentPages, attachmentReadings, attachments } from '../../db/schema/attachment.ts';
import { READER } from '../../domain/reading/reading.ts';
import { createPageReader } from '../../reader/page-reader.ts';
import { readingProcess } from '../../workflows/messages/reading.ts';
import { REREADING } from '../../workflows/messages/upkeep.ts';
import { eventually } from '../setup/eventually.ts';
import type { World } from '../setup/world.ts';
import { setPdf } from './pdfs.ts';
import { aReadingWorld, pagesRead, spawnHanging } from './readings.ts';

let stage: Awaited<ReturnType<typeof aReadingWorld>>;
let world: World;

beforeAll(async () => {
  stage = await aReadingWorld();
  ({ world } = stage);
});
afterEach(() => stage.endAll());
afterAll(() => stage.close());

const eightPages = (): Promise<Buffer> =>
  setPdf(
    Array.from({ length: 8 }, (_, index) => ({
      text: `第${index + 1}页 甲方委托乙方提供技术服务，本页金额 ${index + 1},000.00 元。`,
      ...(index > 0 && { pageBreak: 'before' as const }),
    })),
  );

test('killed on page 7, a reader has left six pages, and the next goes on at 7', async () => {
  const id = await stage.aFile(await eightPages());
  const told = join(stage.folder, 'told');
  const child = spawnHanging({ folder: stage.folder, world, hangAt: 7, told });
  stage.onEnd(async () => void child.kill('SIGKILL'));
  const handle = await stage.begin(id);
  await eventually(() => existsSync(told), Boolean, { withinMs: 60_000 });
  expect((await listProgress(world.db, [id])).get(id)).toEqual({ page: 7, pages: 8 });
  child.kill('SIGKILL');
  const numbers: number[] = [];
  const pages = createPageReader();
  await stage.startReader({
    ...pages,
    read: (job) => {
      numbers.push(job.number);
      return pages.read(job);
    },
  });
  await handle.result();
  expect(numbers).toEqual([7, 8]);
  const [row] = await stage.kept(id);
  expect(row?.reading?.amounts.map(({ page, value }) => [page, value])).toEqual(
    Array.from({ length: 8 }, (_, index) => [index + 1, (index + 1) * 100_000]),
  );
  expect(row?.reading?.pagesUnread).toBe(0);
  expect(await world.db.select().from(attachmentPages).where(eq(attachmentPages.attachmentId, id))).toEqual([]);
}, 120_000);

test('a page that breaks the program twice is not read, the others are, and the next file is', async () => {
  const [heavy, light] = [
    await stage.aFile(await eightPages()),
    await stage.aFile(await setPdf(['甲方委托乙方提供技术服务，双方达成如下协议。'])),
  ];
  let broken = 0;
  const pages = createPageReader();
  await stage.startReader({
    ...pages,
    read: (job) => {
      if (job.number !== 3) return pages.read(job);
      broken += 1;
      return Promise.resolve('broken');
    },
  });
  await (await stage.begin(heavy)).result();
  await (await stage.begin(light)).result();
  expect(broken).toBe(2);
  expect(await stage.kept(heavy)).toMatchObject([
    { unreadable: null, reading: { pagesUnread: 1, unread: [{ page: 3, why: 'heavy' }] } },
  ]);
  const [row] = await stage.kept(heavy);
  expect(row?.reading?.amounts.map(({ page }) => page)).toEqual([1, 2, 4, 5, 6, 7, 8]);
  expect(await stage.kept(light)).toMatchObject([{ unreadable: null }]);
}, 60_000);

test('of a file with more pages than are read, it is said how many were not', async () => {
  const id = await stage.aFile(Buffer.from('%PDF'));
  const page = { text: '甲方委托乙方提供技术服务，双方达成如下协议。' };
  await stage.startReader(pagesRead(() => Promise.resolve({ page, pagesInAll: 200 })));
  await (await stage.begin(id)).result();
  expect(await stage.kept(id)).toMatchObject([{ reading: { pagesUnread: 120 } }]);
}, 60_000);

test('a scan that no networks can read is said to be one, and read again once they are there', async () => {
  const id = await stage.aFile(await eightPages());
  const subject = { subjectType: 'order' as const, subjectId: randomUUID() };
  await world.db.update(attachments).set(subject).where(eq(attachments.id, id));
  const page = { text: '', unread: 'noModels' } as const;
  await stage.startReader(pagesRead(() => Promise.resolve({ page, pagesInAll: 8 })));
  await (await stage.begin(id)).result();
  expect(await stage.kept(id)).toMatchObject([{ unreadable: 'noModels' }]);
  expect(await countUnreadScans(world.db)).toBe(1);
  await stage.endAll();
  await stage.startReader(createPageReader());
  const { client, taskQueue } = world.temporal;
  expect(await client.workflow.execute(REREADING, { workflowId: randomUUID(), taskQueue })).toBe(1);
  await client.workflow.getHandle(readingProcess(id)).result();
  expect(await stage.kept(id)).toMatchObject([{ unreadable: null, reading: { pagesUnread: 0 } }]);
  expect(await client.workflow.execute(REREADING, { workflowId: randomUUID(), taskQueue })).toBe(0);
}, 60_000);

test('what a former reader has read is read again, when nobody has looked at it', async () => {
  const id = await stage.aFile(await eightPages());
  const subject = { subjectType: 'order' as const, subjectId: randomUUID() };
  await world.db.update(attachments).set(subject).where(eq(attachments.id, id));
  await world.db.insert(attachmentReadings).values({ attachmentId: id, unreadable: 'scanned', reader: READER - 1 });
  await stage.startReader(createPageReader());
  const { client, taskQueue } = world.temporal;
  expect(await client.workflow.execute(REREADING, { workflowId: randomUUID(), taskQueue })).toBe(1);
  await client.workflow.getHandle(readingProcess(id)).result();
  expect(await stage.kept(id)).toMatchObject([{ unreadable: null, reader: READER }]);
}, 60_000);

test('a file of one asker does not wait for thirty of another', async () => {
  const text = '甲方委托乙方提供技术服务，双方达成如下协议。';
  const files = await Promise.all(Array.from({ length: 31 }, () => stage.aFile(Buffer.from('%PDF'))));
  const [one = '', ...thirty] = files;
  const many = await Promise.all(thirty.map((id) => stage.begin(id, 'many')));
  const waiting = async (): Promise<number> => {
    const described = await Promise.all(many.map((handle) => handle.describe()));
    return described.filter(({ raw }) => (raw.pendingActivities ?? []).length > 0).length;
  };
  await eventually(waiting, (count) => count === 30, { withinMs: 30_000 });
  const handle = await stage.begin(one, 'one');
  await eventually(
    async () => ((await handle.describe()).raw.pendingActivities ?? []).length,
    (count) => count === 1,
  );
  await stage.startReader(
    pagesRead(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { page: { text }, pagesInAll: 1 };
    }),
  );
  await Promise.all([handle, ...many].map((each) => each.result()));
  const rows = await world.db
    .select({ id: attachmentReadings.attachmentId })
    .from(attachmentReadings)
    .where(inArray(attachmentReadings.attachmentId, files))
    .orderBy(attachmentReadings.readAt);
  expect(rows.map(({ id }) => id).indexOf(one)).toBeLessThan(15);
}, 120_000);
