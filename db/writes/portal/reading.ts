import type { Reading, Unreadable } from '../../../domain/reading/reading.ts';
import type { Executor } from '../../client.ts';
import { attachmentReadings } from '../../schema/attachment.ts';

/** Keeps what was read in a file; what another process has kept before stays. */
export const keepReading = (
  db: Executor,
  attachmentId: string,
  read: { readonly reading: Reading } | { readonly unreadable: Unreadable },
) =>
  db
    .insert(attachmentReadings)
    .values({ attachmentId, ...read })
    .onConflictDoNothing();
