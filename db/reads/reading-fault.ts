import { and, count, desc, eq, inArray } from 'drizzle-orm';
import { READER } from '../../domain/reading/reading.ts';
import type { Executor } from '../client.ts';
import { attachments } from '../schema/attachment.ts';
import { accounts } from '../schema/organization.ts';
import { readingFaults as faults } from '../schema/reading-fault.ts';

export type ReadingFault = Awaited<ReturnType<typeof listReadingFaults>>[number];

/** What this reader is said to have read wrongly in these files, and by whom. */
export const listReadingFaults = (db: Executor, attachmentIds: readonly string[]) =>
  db
    .select({
      attachmentId: faults.attachmentId,
      label: faults.label,
      reportedBy: faults.reportedBy,
      name: accounts.name,
    })
    .from(faults)
    .innerJoin(accounts, eq(accounts.id, faults.reportedBy))
    .where(and(inArray(faults.attachmentId, [...attachmentIds]), eq(faults.reader, READER)));

/** How often each value of each kind of file is said to have been read wrongly, the newest reader first; the most frequent ones. */
export const countReadingFaults = (db: Executor, atMost: number) =>
  db
    .select({ kind: attachments.kind, label: faults.label, reader: faults.reader, times: count() })
    .from(faults)
    .innerJoin(attachments, eq(attachments.id, faults.attachmentId))
    .groupBy(attachments.kind, faults.label, faults.reader)
    .orderBy(desc(faults.reader), desc(count()), attachments.kind, faults.label)
    .limit(atMost);
