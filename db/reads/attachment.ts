import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { AttachmentKind } from '../../domain/attachment.ts';
import type { Executor } from '../client.ts';
import { attachments } from '../schema/attachment.ts';
import { orders } from '../schema/order.ts';
import { accounts } from '../schema/organization.ts';
import { selectColleagues } from './colleague.ts';

/** A file with what decides who may have it: its uploader, and the order it belongs to. */
export async function findStoredFile(db: Executor, id: string) {
  const [row] = await db
    .select({
      id: attachments.id,
      kind: attachments.kind,
      name: attachments.name,
      sizeBytes: attachments.sizeBytes,
      mediaType: attachments.mediaType,
      key: attachments.key,
      uploadedBy: attachments.uploadedBy,
      uploaderOrganizationId: accounts.organizationId,
      subjectType: attachments.subjectType,
      subjectId: attachments.subjectId,
      order: {
        institutionId: orders.institutionId,
        enterpriseId: orders.enterpriseId,
        parkId: orders.parkId,
        state: orders.state,
      },
    })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.uploadedBy))
    .leftJoin(orders, eq(orders.id, attachments.subjectId))
    .where(eq(attachments.id, id));
  return row;
}

/** The files among these, as far as naming them is concerned, and whether a colleague of this person uploaded them. */
export const listNamedFiles = (db: Executor, accountId: string, ids: readonly string[]) =>
  db
    .select({
      id: attachments.id,
      kind: attachments.kind,
      isOwn: sql<boolean>`${inArray(attachments.uploadedBy, selectColleagues(db, accountId))}`,
      subjectType: attachments.subjectType,
      subjectId: attachments.subjectId,
    })
    .from(attachments)
    .where(sql`${attachments.id} = any(${sql.param(ids)}::uuid[])`);

const own = (db: Executor) =>
  db
    .select({
      id: attachments.id,
      kind: attachments.kind,
      name: attachments.name,
      sizeBytes: attachments.sizeBytes,
      mediaType: attachments.mediaType,
      sha256: attachments.sha256,
      key: attachments.key,
      uploadedAt: attachments.uploadedAt,
      subjectType: attachments.subjectType,
      subjectId: attachments.subjectId,
    })
    .from(attachments);

export type OwnFile = Awaited<ReturnType<typeof own>>[number];

/** The files among these that somebody of a person's organization uploaded: only they may attach them. @source L84 */
export const listOwnFiles = (db: Executor, accountId: string, ids: readonly string[]): Promise<OwnFile[]> =>
  own(db).where(
    and(
      inArray(attachments.uploadedBy, selectColleagues(db, accountId)),
      sql`${attachments.id} = any(${sql.param(ids)}::uuid[])`,
    ),
  );

/** The newest files of a kind that a person uploaded, whatever they belong to. */
export const listLatestFiles = (
  db: Executor,
  { uploadedBy, kind, limit }: { uploadedBy: string; kind: AttachmentKind; limit: number },
): Promise<OwnFile[]> =>
  own(db)
    .where(and(eq(attachments.uploadedBy, uploadedBy), eq(attachments.kind, kind)))
    .orderBy(desc(attachments.uploadedAt))
    .limit(limit);
