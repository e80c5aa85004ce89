import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { attachments } from '../../db/schema/attachment.ts';
import type { AttachmentKind } from '../../domain/attachment.ts';

/** Rows to one statement; PostgreSQL takes 65 535 parameters. */
const BATCH = 2_000;

/** Files uploaded beforehand: their upload is no action of the lifecycle. Rows alone, since no step opens a file. */
export class UploadedFiles {
  private readonly db: Database;
  private readonly waiting = new Map<string, string[]>();

  constructor(db: Database) {
    this.db = db;
  }

  /** Sees to it that so many files of each kind wait for each account. */
  async provide(
    wanted: readonly { readonly accountId: string; readonly kinds: readonly AttachmentKind[] }[],
    count: number,
  ): Promise<void> {
    const rows = wanted.flatMap(({ accountId, kinds }) =>
      kinds.flatMap((kind) => this.missing(accountId, kind, count)),
    );
    for (let from = 0; from < rows.length; from += BATCH)
      await this.db.insert(attachments).values(rows.slice(from, from + BATCH));
  }

  /** @throws Error when none is left: more were needed than provided */
  take(accountId: string, kind: AttachmentKind): string {
    const id = this.waiting.get(`${accountId} ${kind}`)?.pop();
    if (!id) throw new Error(`no ${kind} is left; more lifecycles were driven than foreseen`);
    return id;
  }

  private missing(uploadedBy: string, kind: AttachmentKind, count: number) {
    const key = `${uploadedBy} ${kind}`;
    const waiting = this.waiting.get(key) ?? [];
    this.waiting.set(key, waiting);
    const rows = Array.from({ length: Math.max(0, count - waiting.length) }, () => ({
      id: randomUUID(),
      kind,
      name: '技术服务合同.pdf',
      sizeBytes: 1,
      mediaType: 'application/pdf',
      sha256: randomUUID(),
      key: randomUUID(),
      uploadedBy,
    }));
    for (const { id } of rows) waiting.push(id);
    return rows;
  }
}
