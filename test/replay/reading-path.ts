import { randomUUID } from 'node:crypto';
import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NativeConnection } from '@temporalio/worker';
import { attachments } from '../../db/schema/attachment.ts';
import { fileStore } from '../../file-store.ts';
import { createReader } from '../../reader/reader.ts';
import { READING, readingProcess } from '../../workflows/messages/reading.ts';
import { given } from '../setup/database.ts';
import type { World } from '../setup/world.ts';
import { pagesRead } from '../documents/readings.ts';
import { TEXTS } from './texts.ts';

/** Has a file read whose second page breaks the program once; answers its execution, which has ended. */
export async function readAFile({ db, wang, temporal: { client, taskQueue } }: World): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'quanliu-reading-'));
  const [id, key] = [randomUUID(), randomUUID()];
  const file = {
    id,
    key,
    kind: 'contract',
    name: TEXTS.fileName,
    sizeBytes: 4,
    sha256: id,
    uploadedBy: wang.id,
  } as const;
  await db.insert(attachments).values({ ...file, mediaType: 'application/pdf' });
  await fileStore(folder).put(key, Buffer.from('%PDF'));
  const connection = await NativeConnection.connect({ address: given('TEST_TEMPORAL_ADDRESS') });
  let broken = false;
  const reader = await createReader({
    connection,
    environment: { temporalNamespace: 'default', taskQueue },
    db,
    files: fileStore(folder),
    pages: pagesRead(async ({ number }) => {
      if (number === 2 && !broken) {
        broken = true;
        return 'broken';
      }
      return { page: { text: `${TEXTS.company}委托乙方提供技术服务，双方达成如下协议。` }, pagesInAll: 2 };
    }),
  });
  const running = reader.run();
  const workflowId = readingProcess(id);
  await client.workflow.execute(READING, { workflowId, taskQueue, args: [{ attachmentId: id, asker: wang.id }] });
  reader.shutdown();
  await running;
  await connection.close();
  rmSync(folder, { recursive: true });
  return workflowId;
}
