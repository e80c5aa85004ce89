import { and, eq, sql } from 'drizzle-orm';
import type { Label } from '../../../domain/reading/found.ts';
import { READER } from '../../../domain/reading/reading.ts';
import type { Executor } from '../../client.ts';
import { attachments } from '../../schema/attachment.ts';
import { readingFaults as faults } from '../../schema/reading-fault.ts';

/** A value of a file of a subject. */
export interface ReadValue {
  readonly subjectId: string;
  readonly attachmentId: string;
  readonly label: Label;
}

/** Keeps that this reader read a value wrongly; twice is once, and of another subject's file nothing is kept. */
export const keepReadingFault = (db: Executor, { subjectId, attachmentId, label }: ReadValue, accountId: string) =>
  db
    .insert(faults)
    .select(
      db
        .select({
          attachmentId: attachments.id,
          label: sql<Label>`${label}::text`.as('label'),
          reader: sql<number>`${READER}::integer`.as('reader'),
          reportedBy: sql<string>`${accountId}::uuid`.as('reported_by'),
          reportedAt: sql<string>`now()`.as('reported_at'),
        })
        .from(attachments)
        .where(and(eq(attachments.id, attachmentId), eq(attachments.subjectId, subjectId))),
    )
    .onConflictDoNothing();

/** Takes it back, if it was this person who said it. */
export const removeReadingFault = (db: Executor, { attachmentId, label }: ReadValue, accountId: string) =>
  db
    .delete(faults)
    .where(
      and(
        eq(faults.attachmentId, attachmentId),
        eq(faults.label, label),
        eq(faults.reader, READER),
        eq(faults.reportedBy, accountId),
      ),
    );
