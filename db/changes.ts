import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Where it is said, when a transaction commits, that something about an order is no longer as it was. */
export const CHANGES = 'changes';

/** Says so for the order a statement has written about: for its `returning`. */
export const announcedChange = (orderId: PgColumn): SQL => sql`pg_notify(${CHANGES}, ${orderId}::text)`;
