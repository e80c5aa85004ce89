import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { eq } from 'drizzle-orm';
import { attachments } from '../../db/schema/attachment.ts';
import { tasks } from '../../db/schema/task.ts';
import { keepPage } from '../../db/writes/reading.ts';
import { fileStore, pictureKey } from '../../file-store.ts';
import type { PageReader } from '../../reader/page-reader.ts';
import type { PageAnswer } from '../../reader/read-job.ts';
import { createTurns } from '../../reader/turns.ts';
import { eventually } from '../setup/eventually.ts';
import type { World } from '../setup/world.ts';
import { aReadingWorld, pagesRead } from './readings.ts';

/** Which file is read next, counted in turns. */

let stage: Awaited<ReturnType<typeof aReadingWorld>>;
let world: World;
beforeAll(async () => {
  stage = await aReadingWorld();
  ({ world } = stage);
});
afterEach(() => stage.endAll());
afterAll(() => stage.close());

const TEXT = '甲方委托乙方提供技术服务，双方达成如下协议。';
const READ: PageAnswer = { page: { text: TEXT }, pagesInAll: 1 };

/** Begins the readings of files and waits until each asks for its turn. */
async function beginAll(files: readonly string[], asker?: string): Promise<WorkflowHandle[]> {
  const handles = await Promise.all(files.map((id) => stage.begin(id, asker)));
  const asking = async (): Promise<number> => {
    const described = await Promise.all(handles.map((handle) => handle.describe()));
    return described.filter(({ raw }) => (raw.pendingActivities ?? []).length > 0).length;
  };
  await eventually(asking, (count) => count === files.length, { withinMs: 30_000 });
  return handles;
}

const ended = (handles: readonly WorkflowHandle[]) => Promise.all(handles.map((handle) => handle.result()));

/** Files whose content is a name each. */
const named = (names: readonly string[]): Promise<string[]> =>
  Promise.all(names.map((name) => stage.aFile(Buffer.from(name))));

/** Reads pages as a test says, and notes of which files. */
function noting(read: (name: string, number: number) => PageAnswer | 'broken') {
  const turns: string[] = [];
  const pages = pagesRead(({ content, number }) => {
    const name = Buffer.from(content).toString();
    turns.push(name);
    return Promise.resolve(read(name, number));
  });
  return { turns, pages };
}

test('between two pages of one asker that break the program ten files of another are read', async () => {
  const [bad, good] = [
    Array.from({ length: 4 }, (_, at) => `bad ${at}`),
    Array.from({ length: 25 }, (_, at) => `good ${at}`),
  ];
  const bombs = await beginAll(await named(bad), randomUUID());
  const others = await beginAll(await named(good), randomUUID());
  const { turns, pages } = noting((name) => (name.startsWith('bad') ? 'broken' : READ));
  await stage.startReader(pages);
  await ended(others);
  const read = turns.slice(0, turns.findLastIndex((name) => name.startsWith('good')) + 1);
  expect(read.filter((name) => name.startsWith('good'))).toHaveLength(25);
  expect(read.filter((name) => name.startsWith('bad')).length).toBeLessThanOrEqual(4);
  await ended(bombs); // nobody else waits: what is owed is paid at once
  for (const id of await idsOf(bombs)) expect(await stage.kept(id)).toMatchObject([{ unreadable: 'heavy' }]);
}, 120_000);

const idsOf = async (handles: readonly WorkflowHandle[]): Promise<string[]> =>
  handles.map(({ workflowId }) => workflowId.split('/')[1] ?? '');

test('a stretch that takes three times its time costs its asker two turns', () => {
  const turns = createTurns();
  const paid = (asker: string): number => [1, 2, 3, 4, 5].filter(() => turns.passOver(asker)).length;
  turns.charge('one', false, 30_000);
  turns.charge('other', false, 19_000);
  expect([paid('one'), paid('other'), paid('one')]).toEqual([2, 0, 0]);
});

/** An open task of an order that there need not be. */
async function anOpenTask(): Promise<string> {
  const subjectId = randomUUID();
  const now = new Date().toISOString();
  await world.db.insert(tasks).values({
    subjectType: 'order',
    subjectId,
    title: { number: 'DD1', name: null },
    tokens: [],
    version: 1,
    kind: 'paymentReview',
    group: 'center',
    state: 'open',
    dueAt: now,
    openedAt: now,
    openedSeq: 1,
  });
  return subjectId;
}

test('the file of an open task is read before all others of its asker, begun or not', async () => {
  const first = await beginAll(await named(['a', 'b', 'c', 'd']));
  const task = { subjectType: 'order' as const, subjectId: await anOpenTask() };
  const begun = await stage.aFile(Buffer.from('task begun'), task);
  const lost = await stage.aFile(Buffer.from('task not begun'), task);
  const handles = [...first, ...(await beginAll([begun]))];
  const { turns, pages } = noting(() => READ);
  await stage.startReader(pages);
  await ended(handles);
  expect(turns.slice(0, 2)).toEqual(['task begun', 'task not begun']);
  expect(turns.toSorted()).toEqual(['a', 'b', 'c', 'd', 'task begun', 'task not begun']);
  expect(await stage.kept(lost)).toMatchObject([{ unreadable: null }]);
}, 60_000);

test('a file of an open task whose bytes are lost holds up no other', async () => {
  const lost = await stage.aFile(Buffer.from('lost'), { subjectType: 'order', subjectId: await anOpenTask() });
  const [row] = await world.db.select().from(attachments).where(eq(attachments.id, lost));
  await fileStore(stage.folder).delete(row?.key ?? '');
  const [handle] = await beginAll(await named(['other']));
  const { turns, pages } = noting(() => READ);
  await stage.startReader(pages);
  await handle?.result();
  expect(turns).toEqual(['other']);
  await world.db.delete(attachments).where(eq(attachments.id, lost));
}, 60_000);

const PICTURE = Buffer.from('webp');
/** A page that was read by its picture, with a value on it. */
const pictured = (number: number, pagesInAll: number): PageAnswer => {
  const text = `合同总金额为人民币${number},000.00元，双方达成如下协议。`;
  const line = { text, confidence: 1, box: [100, 100, 500, 20] as const };
  return { page: { text, scan: { lines: [line], turned: 0, height: 1414 } }, picture: PICTURE, pagesInAll };
};

const keyOf = async (id: string): Promise<string> => {
  const [row] = await world.db.select().from(attachments).where(eq(attachments.id, id));
  return row?.key ?? '';
};

async function readOne(id: string, read: PageReader['read']): Promise<number[]> {
  const numbers: number[] = [];
  await stage.startReader(
    pagesRead((job) => {
      numbers.push(job.number);
      return read(job);
    }),
  );
  await (await stage.begin(id)).result();
  await stage.endAll();
  return numbers;
}

test('equal bytes of one organization are read once, with their pictures', async () => {
  const sha256 = randomUUID();
  const [first, second] = [await stage.aFile(PICTURE, { sha256 }), await stage.aFile(PICTURE, { sha256 })];
  const other = await stage.aFile(PICTURE, { sha256, uploadedBy: world.chen.id });
  const read: PageReader['read'] = ({ number }) => Promise.resolve(pictured(number, 2));
  expect(await readOne(first, read)).toEqual([1, 2]);
  expect(await readOne(second, read)).toEqual([]);
  expect(await readOne(other, read)).toEqual([1, 2]); // of another organization
  const [[own], [taken]] = [await stage.kept(first), await stage.kept(second)];
  expect(taken?.reading).toEqual(own?.reading);
  expect(taken?.reading?.pictures?.map(({ page }) => page)).toEqual([1, 2]);
  for (const page of [1, 2])
    expect(await fileStore(stage.folder).exists(pictureKey(await keyOf(second), page))).toBe(true);
});

test('pages that were read of equal bytes are taken over while these are being read', async () => {
  const sha256 = randomUUID();
  const [first, second] = [await stage.aFile(PICTURE, { sha256 }), await stage.aFile(PICTURE, { sha256 })];
  const own = { attachmentId: first, pagesInAll: 4 };
  for (const number of [1, 2]) {
    const answer = pictured(number, 4);
    await fileStore(stage.folder).put(pictureKey(await keyOf(first), number), PICTURE);
    if ('page' in answer && answer.page) await keepPage(world.db, { ...own, number, page: answer.page });
  }
  await keepPage(world.db, { ...own, number: 3, page: { text: '', unread: 'heavy', breaks: 1 } });
  expect(await readOne(second, ({ number }) => Promise.resolve(pictured(number, 4)))).toEqual([3, 4]);
  const [row] = await stage.kept(second);
  expect(row?.reading?.amounts.map(({ page, value }) => [page, value])).toEqual(
    [1, 2, 3, 4].map((page) => [page, page * 100_000]),
  );
  for (const page of [1, 2])
    expect(await fileStore(stage.folder).exists(pictureKey(await keyOf(second), page))).toBe(true);
});

test('a file with pages that could not be read is no example for an equal one', async () => {
  const sha256 = randomUUID();
  const [first, second] = [await stage.aFile(PICTURE, { sha256 }), await stage.aFile(PICTURE, { sha256 })];
  const unread: PageAnswer = { page: { text: '', unread: 'broken' }, pagesInAll: 2 };
  await readOne(first, ({ number }) => Promise.resolve(number === 2 ? unread : { ...READ, pagesInAll: 2 }));
  expect(await readOne(second, () => Promise.resolve({ ...READ, pagesInAll: 2 }))).toEqual([1, 2]);
  expect(await stage.kept(second)).toMatchObject([{ reading: { pagesUnread: 0 } }]);
});
