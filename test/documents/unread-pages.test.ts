import { randomUUID } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { PageRead } from '../../domain/reading/page.ts';
import { countUnreadScans } from '../../db/reads/reading.ts';
import { attachmentPages, attachments } from '../../db/schema/attachment.ts';
import { keepPage, keepReading } from '../../db/writes/reading.ts';
import { fileStore, pictureKey, picturesFolder } from '../../file-store.ts';
import { createPageReader } from '../../reader/page-reader.ts';
import type { PageReader } from '../../reader/page-reader.ts';
import type { PageAnswer } from '../../reader/read-job.ts';
import { readingProcess } from '../../workflows/messages/reading.ts';
import { REREADING } from '../../workflows/messages/upkeep.ts';
import type { World } from '../setup/world.ts';
import { aReadingWorld, pagesRead } from './readings.ts';

/** What cannot be read of a file costs that, and no page besides. */

let stage: Awaited<ReturnType<typeof aReadingWorld>>;
let world: World;
beforeAll(async () => {
  stage = await aReadingWorld();
  ({ world } = stage);
});
afterEach(() => stage.endAll());
afterAll(() => stage.close());

const aFile = (): Promise<string> => stage.aFile(Buffer.from('%PDF'));
const textOf = (number: number): string => `第${number}页 甲方委托乙方提供技术服务，本页金额 ${number},000.00 元。`;
const WITHOUT_MODELS: PageRead = { text: '', unread: 'noModels' };

/** Pages of text, but for those that are given. */
const answering =
  (pagesInAll: number, other: Readonly<Record<number, PageRead | 'broken'>>): PageReader['read'] =>
  ({ number }) => {
    const page = number > pagesInAll ? undefined : (other[number] ?? { text: textOf(number) });
    return Promise.resolve<PageAnswer | 'broken'>(page === 'broken' ? page : { page, pagesInAll });
  };

async function readWith(read: PageReader['read']): Promise<{ id: string; tried: number[] }> {
  const id = await aFile();
  const tried: number[] = [];
  await stage.startReader(
    pagesRead((job) => {
      tried.push(job.number);
      return read(job);
    }),
  );
  await (await stage.begin(id)).result();
  await stage.endAll();
  return { id, tried };
}

test('of a contract with a scanned annex and no networks the text is told, and the annex once they are there', async () => {
  const { id } = await readWith(answering(3, { 3: WITHOUT_MODELS }));
  const subject = { subjectType: 'order' as const, subjectId: randomUUID() };
  await world.db.update(attachments).set(subject).where(eq(attachments.id, id));
  const partly = { pagesUnread: 1, unread: [{ page: 3, why: 'noModels' }], amounts: [{ page: 1 }, { page: 2 }] };
  expect(await stage.kept(id)).toMatchObject([{ unreadable: null, reading: partly }]);
  expect(await countUnreadScans(world.db)).toBe(1);
  await stage.startReader(pagesRead(answering(3, {})));
  const { client, taskQueue } = world.temporal;
  expect(await client.workflow.execute(REREADING, { workflowId: randomUUID(), taskQueue })).toBe(1);
  await client.workflow.getHandle(readingProcess(id)).result();
  const [row] = await stage.kept(id);
  expect(row?.reading).toMatchObject({ pagesUnread: 0, amounts: [{ page: 1 }, { page: 2 }, { page: 3 }] });
  expect(row?.reading?.unread).toBeUndefined();
  expect(await client.workflow.execute(REREADING, { workflowId: randomUUID(), taskQueue })).toBe(0);
}, 60_000);

test.each<[string, PageRead[], string]>([
  [
    'broken',
    [
      { text: '', unread: 'broken' },
      { text: '', unread: 'broken' },
    ],
    'broken',
  ],
  ['without networks, but for a blank one', [{ text: '' }, WITHOUT_MODELS], 'noModels'],
  [
    'too heavy, but for one that is broken',
    [
      { text: '', unread: 'broken' },
      { text: '', unread: 'heavy' },
    ],
    'heavy',
  ],
  ['blank', [{ text: '' }, { text: ' ' }], 'scanned'],
])('a file whose pages are %s is as unreadable as they', async (_, pages, unreadable) => {
  const { id } = await readWith(answering(2, Object.fromEntries(pages.map((page, at) => [at + 1, page]))));
  expect(await stage.kept(id)).toMatchObject([{ unreadable, reading: null }]);
});

test('a file that breaks the program when it is opened is tried three times', async () => {
  const { id, tried } = await readWith(() => Promise.resolve('broken'));
  expect(tried).toEqual([1, 1, 2]);
  expect(await stage.kept(id)).toMatchObject([{ unreadable: 'heavy' }]);
}, 60_000);

test('a file whose first page alone breaks the program is read without it', async () => {
  const { id, tried } = await readWith(answering(3, { 1: 'broken' }));
  expect(tried).toEqual([1, 1, 2, 3]);
  expect(await stage.kept(id)).toMatchObject([{ reading: { pagesUnread: 1, unread: [{ page: 1, why: 'heavy' }] } }]);
}, 60_000);

test('a file of many pages that break the program costs six of them', async () => {
  const bombs = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [at + 2, 'broken' as const]));
  const { id, tried } = await readWith(answering(12, bombs));
  expect(tried).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const [row] = await stage.kept(id);
  expect(row?.reading).toMatchObject({ pagesUnread: 11, amounts: [{ page: 1 }] });
  expect(row?.reading?.unread?.map(({ page }) => page)).toEqual(Array.from({ length: 11 }, (_, at) => at + 2));
}, 60_000);

test('a file whose search dies is too heavy', async () => {
  const id = await aFile();
  await stage.startReader({ ...pagesRead(answering(1, {})), search: () => Promise.resolve('broken') });
  await (await stage.begin(id)).result();
  expect(await stage.kept(id)).toMatchObject([{ unreadable: 'heavy', reading: null }]);
});

test('a search that takes too much of the processor is ended', async () => {
  const pages = createPageReader({ cpuMs: 300 });
  const text = '合同总金额为人民币50,000.00元（大写：伍万元整），其中创新券支付 30,000.00 元。'.repeat(400);
  const long = Array.from({ length: 80 }, (): PageRead => ({ text }));
  expect(await pages.search({ pages: long, pagesInAll: 80 })).toBe('broken');
  expect(await pages.search({ pages: [{ text: textOf(1) }], pagesInAll: 1 })).toMatchObject({ reading: {} });
  pages.stop();
}, 60_000);

/** A page that was read by its picture. */
const PICTURED: PageAnswer = {
  page: { text: textOf(1), scan: { lines: [], turned: 0, height: 1414 } },
  picture: Buffer.from('webp'),
  pagesInAll: 3,
};

/** Removes a file as the portal does. */
async function remove(id: string): Promise<string> {
  const [row] = await world.db.delete(attachments).where(eq(attachments.id, id)).returning({ key: attachments.key });
  const files = fileStore(stage.folder);
  await files.delete(row?.key ?? '');
  await files.deleteAll(picturesFolder(row?.key ?? ''));
  return row?.key ?? '';
}

test.each(['while a page is read', 'before its picture is kept', 'after its picture is kept'] as const)(
  'a file that is removed %s leaves nothing behind, and its reading ends at once',
  async (when) => {
    const id = await aFile();
    let key = '';
    const files = fileStore(stage.folder);
    const put = files.put.bind(files);
    files.put = async (...args) => {
      const isSecond = args[0].endsWith('/2.webp');
      if (isSecond && when === 'before its picture is kept') key = await remove(id);
      await put(...args);
      if (isSecond && when === 'after its picture is kept') key = await remove(id);
    };
    const read: PageReader['read'] = async ({ number }) => {
      if (number === 2 && when === 'while a page is read') key = await remove(id);
      return PICTURED;
    };
    await stage.startReader(pagesRead(read), files);
    const handle = await stage.begin(id);
    await handle.result();
    expect(key).not.toBe('');
    expect(
      [...(await files.listAll('', { recursive: true })).objects].filter(({ name }) => name.includes(key)),
    ).toEqual([]);
    for (const page of [1, 2, 3]) expect(await files.exists(pictureKey(key, page))).toBe(false);
    const events = (await handle.fetchHistory()).events ?? [];
    expect(events.filter((event) => event.activityTaskCompletedEventAttributes)).toHaveLength(1);
    expect(events.filter((event) => (event.activityTaskStartedEventAttributes?.attempt ?? 1) > 1)).toEqual([]);
  },
);

test('pages that another attempt has kept are not read again, and stand in their order', async () => {
  const id = await aFile();
  const own = { attachmentId: id, pagesInAll: 4 };
  expect(await keepPage(world.db, { ...own, number: 3, page: { text: textOf(3) } })).toBe('kept');
  expect(await keepPage(world.db, { ...own, number: 3, page: { text: '', unread: 'heavy', breaks: 1 } })).toBe('kept');
  expect(await keepPage(world.db, { ...own, number: 1, page: { text: '', unread: 'heavy', breaks: 1 } })).toBe('kept');
  const tried: number[] = [];
  await stage.startReader(
    pagesRead((job) => {
      tried.push(job.number);
      return answering(4, {})(job);
    }),
  );
  await (await stage.begin(id)).result();
  expect(tried).toEqual([2, 4, 1]);
  const [row] = await stage.kept(id);
  expect(row?.reading?.amounts.map(({ page, value }) => [page, value])).toEqual(
    [1, 2, 3, 4].map((page) => [page, page * 100_000]),
  );
});

test('an attempt that comes late keeps no page of a file that is read', async () => {
  const id = await aFile();
  await keepReading(world.db, id, { unreadable: 'locked' });
  expect(await keepPage(world.db, { attachmentId: id, number: 1, page: { text: textOf(1) }, pagesInAll: 1 })).toBe(
    'finished',
  );
  expect(await keepReading(world.db, id, { unreadable: 'heavy' })).toBe('finished');
  expect(await stage.kept(id)).toMatchObject([{ unreadable: 'locked' }]);
  expect(await world.db.select().from(attachmentPages).where(eq(attachmentPages.attachmentId, id))).toEqual([]);
});

test('a picture of 7,700 × 7,700 points is read, also by a process that has read pictures before', async () => {
  const content = largePng(7700);
  const files = [await stage.aFile(content), await stage.aFile(content)];
  const pages = createPageReader();
  const answers: string[] = [];
  await stage.startReader({
    ...pages,
    read: async (job) => {
      const answer = await pages.read(job);
      answers.push(answer === 'broken' ? answer : 'read');
      return answer;
    },
  });
  for (const id of files) {
    await (await stage.begin(id)).result();
    expect(await stage.kept(id)).toMatchObject([{ unreadable: 'scanned' }]); // it is white
  }
  expect(answers.filter((answer) => answer === 'read')).toHaveLength(2);
}, 120_000);

/** A white picture with so many points a side, three colors each. */
function largePng(side: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const [length, check, body] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(type), data])];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2], 8);
  const rows = Buffer.alloc((side * 3 + 1) * side, 255);
  for (let row = 0; row < side; row += 1) rows[row * (side * 3 + 1)] = 0;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
