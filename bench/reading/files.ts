import { createHash, randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import { Client, Connection } from '@temporalio/client';
import type { Database } from '../../db/client.ts';
import { listFileReadings } from '../../db/reads/reading.ts';
import { attachmentReadings, attachments } from '../../db/schema/attachment.ts';
import { readEnvironment } from '../../environment.ts';
import { fileStore } from '../../file-store.ts';
import { startReading } from '../../workflows/messages/reading.ts';

/** A file that waits to be read, and which of the askers sent it. */
export interface SentFile {
  readonly id: string;
  readonly asker: number;
}

/** Enters files as uploads leave them and begins their readings; the upload itself is not measured, and has quotas. */
export async function sendFiles(
  { db, folder, address }: { readonly db: Database; readonly folder: string; readonly address: string },
  files: readonly { readonly asker: number; readonly uploadedBy: string; readonly content: Buffer }[],
): Promise<SentFile[]> {
  const store = fileStore(folder);
  const rows = files.map(({ uploadedBy, content }) => ({
    id: randomUUID(),
    key: randomUUID(),
    kind: 'contract' as const,
    name: '技术服务合同.pdf',
    sizeBytes: content.length,
    mediaType: 'application/pdf',
    sha256: createHash('sha256').update(content).digest('hex'),
    uploadedBy,
  }));
  for (const [at, { key }] of rows.entries()) await store.put(key, files[at]?.content ?? Buffer.alloc(0));
  await db.insert(attachments).values(rows);
  const known = await listFileReadings(
    db,
    rows.map(({ id }) => id),
  );
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const { taskQueue } = readEnvironment({});
    for (const { id } of rows)
      await startReading(client, taskQueue, { attachmentId: id, asker: known.get(id)?.asker ?? '' });
  } finally {
    await connection.close();
  }
  return rows.map(({ id }, at) => ({ id, asker: files[at]?.asker ?? 0 }));
}

/** Those of the files that have been read, in their order, with when that was. */
export const listRead = (db: Database, files: readonly SentFile[]) =>
  db
    .select({ id: attachmentReadings.attachmentId, readAt: attachmentReadings.readAt })
    .from(attachmentReadings)
    .where(
      inArray(
        attachmentReadings.attachmentId,
        files.map(({ id }) => id),
      ),
    )
    .orderBy(attachmentReadings.readAt);
