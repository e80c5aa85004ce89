import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NativeConnection } from '@temporalio/worker';
import { eq } from 'drizzle-orm';
import type { Disk } from 'flydrive';
import { attachmentReadings, attachments } from '../../db/schema/attachment.ts';
import { fileStore } from '../../file-store.ts';
import { foundIn } from '../../reader/found-in.ts';
import type { PageReader } from '../../reader/page-reader.ts';
import { createReader } from '../../reader/reader.ts';
import type { Reader } from '../../reader/reader.ts';
import { READING, readingProcess } from '../../workflows/messages/reading.ts';
import { given } from '../setup/database.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

/** Reads pages as a test says, and searches them as the product does. */
export const pagesRead = (read: PageReader['read']): PageReader => ({
  read,
  search: ({ pages, pagesInAll }) => Promise.resolve(foundIn(pages, pagesInAll)),
  stop: () => undefined,
});

/** A world with files, readings of them, and readers of a test's own. */
export async function aReadingWorld() {
  const world = await aWorld();
  const folder = mkdtempSync(join(tmpdir(), 'quanliu-reading-'));
  const connection = await NativeConnection.connect({ address: given('TEST_TEMPORAL_ADDRESS') });
  const ends: (() => Promise<void>)[] = [];
  const endAll = async (): Promise<void> => {
    for (const end of ends.splice(0)) await end();
  };
  return {
    world,
    folder,
    /** Called by {@link endAll}. */
    onEnd: (end: () => Promise<void>): void => void ends.push(end),
    endAll,
    /** A stored file with this content. */
    aFile: async (
      content: Buffer,
      more: Partial<Pick<typeof attachments.$inferInsert, 'sha256' | 'uploadedBy' | 'subjectType' | 'subjectId'>> = {},
    ): Promise<string> => {
      const [id, key] = [randomUUID(), randomUUID()];
      await fileStore(folder).put(key, content);
      await world.db.insert(attachments).values({
        id,
        key,
        kind: 'contract',
        name: '合同.pdf',
        sizeBytes: content.length,
        mediaType: 'application/pdf',
        sha256: id,
        uploadedBy: world.wang.id,
        ...more,
      });
      return id;
    },
    /** A reader until {@link endAll}. */
    startReader: async (
      pages: PageReader,
      files: Disk = fileStore(folder),
    ): Promise<{ reader: Reader; ended: Promise<void> }> => {
      const environment = { temporalNamespace: 'default', taskQueue: world.temporal.taskQueue };
      const reader = await createReader({ connection, environment, db: world.db, files, pages });
      const ended = reader.run();
      let stopped = false;
      void ended.finally(() => (stopped = true));
      ends.push(async () => {
        if (!stopped) reader.shutdown();
        await ended;
      });
      return { reader, ended };
    },
    begin: (attachmentId: string, asker: string = randomUUID()) =>
      world.temporal.client.workflow.start(READING, {
        workflowId: readingProcess(attachmentId),
        taskQueue: world.temporal.taskQueue,
        args: [{ attachmentId, asker }],
      }),
    kept: (id: string) => world.db.select().from(attachmentReadings).where(eq(attachmentReadings.attachmentId, id)),
    close: async (): Promise<void> => {
      await endAll();
      await connection.close();
      await world.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The file that lets a hanging reader go on, beside the one in which it says that it hangs. */
export const goOn = (told: string): string => `${told}-go-on`;

/** A reader in a process of its own that does not come to the end of one page until it may, and says in a file that it has begun it. */
export const spawnHanging = ({
  folder,
  world,
  hangAt,
  told,
}: {
  readonly folder: string;
  readonly world: World;
  readonly hangAt: number;
  readonly told: string;
}): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('reader-process.ts', import.meta.url))], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: world.database.url,
      TASK_QUEUE: world.temporal.taskQueue,
      DATA_DIR: folder,
      HANG_AT: String(hangAt),
      TOLD: told,
      GO_ON: goOn(told),
    },
    stdio: 'ignore',
  });
