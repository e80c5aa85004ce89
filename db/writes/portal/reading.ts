import { eq } from 'drizzle-orm';
import type { Reading, Unreadable } from '../../../domain/reading/reading.ts';
import { announcedChange } from '../../channels.ts';
import type { Executor } from '../../client.ts';
import { attachmentReadings } from '../../schema/attachment.ts';
import { orders } from '../../schema/order.ts';

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

/** Tells the open pages of an order that its contract has been read. */
export const announceReading = (db: Executor, orderId: string) =>
  db
    .select({ announced: announcedChange(orders.id) })
    .from(orders)
    .where(eq(orders.id, orderId));
