import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { attachmentPages } from '../../db/schema/attachment.ts';
import { createPageReader } from '../../reader/page-reader.ts';
import type { PageReader } from '../../reader/page-reader.ts';
import { READING } from '../../workflows/messages/reading.ts';
import { eventually } from '../setup/eventually.ts';
import { aScanOf } from './corpus/scans.ts';
import { aReadingWorld, goOn, pagesRead, spawnHanging } from './readings.ts';
import { hungryPdf, setPdf } from './pdfs.ts';

/** What goes wrong with a file or its reader costs that file, or time, and nothing else. */

let stage: Awaited<ReturnType<typeof aReadingWorld>>;
/** One process for all readers here; each leaves it running. */
const ours = createPageReader();
const pages: PageReader = { ...ours, stop: () => undefined };
beforeAll(async () => {
  stage = await aReadingWorld();
});
afterEach(() => stage.endAll());
afterAll(async () => {
  await stage.close();
  ours.stop();
});

const TEXT = '甲方委托乙方提供技术服务，双方达成如下协议。';
const aText = (): Promise<Buffer> => setPdf([TEXT]);
const pagesLeft = (id: string) =>
  stage.world.db.select().from(attachmentPages).where(eq(attachmentPages.attachmentId, id));

test('a page that takes too much of the processor is tried twice, then its file is too heavy, and the next is read', async () => {
  const [slow, light] = [await stage.aFile(await aScanOf(await aText())), await stage.aFile(await aText())];
  const slowed = createPageReader({ cpuMs: 400 });
  const tried: string[] = [];
  await stage.startReader({
    ...slowed,
    read: async (job) => {
      const answer = await slowed.read(job);
      tried.push(`${job.number} ${answer === 'broken' ? answer : 'read'}`);
      return answer;
    },
  });
  await (await stage.begin(slow)).result();
  await (await stage.begin(light)).result();
  expect(tried).toEqual(['1 broken', '1 broken', '2 read', '1 read']); // there is no second page; asking shows it
  expect(await stage.kept(slow)).toMatchObject([{ unreadable: 'heavy', reading: null }]);
  expect(await stage.kept(light)).toMatchObject([{ unreadable: null }]);
}, 120_000);

test('a page that needs more memory than there is for it makes its file too heavy, and the next is read', async () => {
  const [hungry, light] = [await stage.aFile(hungryPdf()), await stage.aFile(await aText())];
  await stage.startReader(pages);
  await (await stage.begin(hungry)).result();
  await (await stage.begin(light)).result();
  expect(await stage.kept(hungry)).toMatchObject([{ unreadable: 'heavy', reading: null }]);
  expect(await stage.kept(light)).toMatchObject([{ unreadable: null }]);
}, 180_000);

/** Reads a page that never comes to its end. */
const hanging = (onPage: () => void): PageReader =>
  pagesRead(() => {
    onPage();
    return new Promise<never>(() => undefined);
  });

test('a reader that is stopped while a page hangs ends soon, and another reads the page', async () => {
  const id = await stage.aFile(await aText());
  let hangs = false;
  const { reader, ended } = await stage.startReader(hanging(() => (hangs = true)));
  const handle = await stage.begin(id);
  await eventually(async () => hangs, Boolean, { withinMs: 30_000 });
  const from = Date.now();
  reader.shutdown();
  await ended;
  expect(Date.now() - from).toBeLessThan(18_000); // `npm start` kills after 20 s
  await stage.startReader(pages);
  await handle.result();
  expect(await stage.kept(id)).toMatchObject([{ unreadable: null }]);
  expect((await handle.fetchHistory()).events?.filter((event) => event.activityTaskTimedOutEventAttributes)).toEqual(
    [],
  );
}, 120_000);

test('two readers of one file at once keep one reading, and the later one leaves no page', async () => {
  const id = await stage.aFile(await setPdf([TEXT, { text: TEXT, pageBreak: 'before' }]));
  const told = join(stage.folder, 'told-two');
  const child = spawnHanging({ folder: stage.folder, world: stage.world, hangAt: 2, told });
  stage.onEnd(async () => void child.kill('SIGKILL'));
  const handle = await stage.begin(id);
  await eventually(() => existsSync(told), Boolean, { withinMs: 60_000 });
  await stage.startReader(pages);
  const { client, taskQueue } = stage.world.temporal;
  await client.workflow.execute(READING, {
    workflowId: randomUUID(),
    taskQueue,
    args: [{ attachmentId: id, asker: id }],
  });
  const [row] = await stage.kept(id);
  expect(row).toMatchObject({ unreadable: null, reading: { pagesUnread: 0 } });
  writeFileSync(goOn(told), '');
  await handle.result();
  expect(await stage.kept(id)).toEqual([row]);
  expect(await pagesLeft(id)).toEqual([]);
}, 120_000);
