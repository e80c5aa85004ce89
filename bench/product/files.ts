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

  /** Sees to it that so many lifecycles, shared evenly among the accounts, find a file of each kind. */
  async provide(accountIds: readonly string[], kinds: readonly AttachmentKind[], lifecycles: number): Promise<void> {
    const each = Math.ceil(lifecycles / accountIds.length);
    const rows = accountIds.flatMap((accountId) => kinds.flatMap((kind) => this.missing(accountId, kind, each)));
    for (let from = 0; from < rows.length; from += BATCH) await this.db.insert(attachments).values(rows.slice(from, from + BATCH));
  }

  /** @throws Error when none is left: more lifecycles were driven than foreseen */
  take(accountId: string, kind: AttachmentKind): string {
    const id = this.waitingFor(accountId, kind).pop();
    if (!id) throw new Error(`no ${kind} is left; more lifecycles were driven than foreseen`);
    return id;
  }

  private missing(uploadedBy: string, kind: AttachmentKind, wanted: number) {
    const waiting = this.waitingFor(uploadedBy, kind);
    const rows = Array.from({ length: Math.max(0, wanted - waiting.length) }, () => ({
      id: randomUUID(),
      kind,
      name: '技术服务合同.pdf',
      sizeBytes: 1,
      mediaType: 'application/pdf',
      sha256: 'bench',
      key: randomUUID(),
      uploadedBy,
    }));
    waiting.push(...rows.map(({ id }) => id));
    return rows;
  }

  private waitingFor(accountId: string, kind: AttachmentKind): string[] {
    const key = `${accountId} ${kind}`;
    const waiting = this.waiting.get(key) ?? [];
    this.waiting.set(key, waiting);
    return waiting;
  }
}
