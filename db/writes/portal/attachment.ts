import { and, eq, inArray, isNull, lt, notExists, sql } from 'drizzle-orm';
import type { Instant } from '../../../domain/day.ts';
import { exceededPart, sumUsed } from '../../../domain/quota.ts';
import type { Database, Executor } from '../../client.ts';
import { getQuotas, listUsed } from '../../reads/quota.ts';
import { attachments } from '../../schema/attachment.ts';
import { accounts } from '../../schema/organization.ts';
import { commandIsUnsettled, commands, drafts } from '../../schema/process.ts';

type NewAttachment = Pick<
  typeof attachments.$inferInsert,
  'id' | 'kind' | 'name' | 'sizeBytes' | 'mediaType' | 'sha256' | 'key' | 'uploadedBy'
>;

/** Where the bytes of a file lie that is kept, or which part of a quota it would exceed. */
type Keeping = { readonly key: string } | { readonly exceeded: NonNullable<ReturnType<typeof exceededPart>> };

/**
 * Keeps a file that belongs to nothing yet, unless its uploader or their organization has used up a quota. The same one again
 * changes nothing: its bytes lie where they lay. Files of one organization are counted one after another, so that several at once
 * do not exceed it.
 */
export const keepAttachment = (
  db: Pick<Database, 'transaction'>,
  file: NewAttachment & { readonly id: string },
  now: Instant,
): Promise<Keeping> =>
  db.transaction(async (tx) => {
    const [owner] = await tx
      .select({ organizationId: accounts.organizationId })
      .from(accounts)
      .where(eq(accounts.id, file.uploadedBy));
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`upload/${owner?.organizationId ?? file.uploadedBy}`}, 0))`,
    );
    const [kept] = await tx.select({ key: attachments.key }).from(attachments).where(eq(attachments.id, file.id));
    if (kept) return kept;
    const quotas = await getQuotas(tx, now);
    const used = await listUsed(tx, file.uploadedBy, now);
    const own = used.filter(({ accountId }) => accountId === file.uploadedBy);
    const exceeded =
      exceededPart(quotas.account, sumUsed(own), file.sizeBytes) ??
      (owner?.organizationId ? exceededPart(quotas.organization, sumUsed(used), file.sizeBytes) : null);
    if (exceeded !== null) return { exceeded };
    await tx.insert(attachments).values(file);
    return { key: file.key };
  });

const LOOSE_AT_MOST = 500;

/**
 * Removes files that no step has named within a day, and that neither a draft nor a click without an outcome names. What an event
 * names belongs to its subject.
 *
 * @returns the keys of their bytes
 */
export async function takeLooseAttachments(db: Executor): Promise<string[]> {
  const loose = db
    .select({ id: attachments.id })
    .from(attachments)
    .where(
      and(
        isNull(attachments.subjectId),
        lt(attachments.uploadedAt, sql`now() - interval '24 hours'`),
        notExists(
          db
            .select({ one: sql`1` })
            .from(drafts)
            .where(sql`${drafts.attachmentIds} @> array[${attachments.id}]`),
        ),
        notExists(
          db
            .select({ one: sql`1` })
            .from(commands)
            .where(and(commandIsUnsettled, sql`position(${attachments.id}::text in ${commands.body}::text) > 0`)),
        ),
      ),
    )
    .limit(LOOSE_AT_MOST)
    .for('update', { skipLocked: true });
  const removed = await db
    .delete(attachments)
    .where(and(inArray(attachments.id, loose), isNull(attachments.subjectId)))
    .returning({ key: attachments.key });
  return removed.map(({ key }) => key);
}

/** The keys among these under which no file lies that a row names. */
export async function listUnnamedKeys(db: Executor, keys: readonly string[]): Promise<string[]> {
  const named = await db
    .select({ key: attachments.key })
    .from(attachments)
    .where(sql`${attachments.key} = any(${sql.param(keys)}::text[])`);
  const known = new Set(named.map(({ key }) => key));
  return keys.filter((key) => !known.has(key));
}
