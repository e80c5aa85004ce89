// Ours, because Drizzle builds a prepared statement for one client, and reads take any database or transaction.

import type { Executor } from '../client.ts';
import { clientOf } from './client-of.ts';

/**
 * A statement whose text is built once instead of once a call: building costs more than the database takes to answer. Values
 * come in by `sql.placeholder`.
 */
export function prepareOnce<T extends object>(prepare: (db: Executor) => T): (db: Executor) => T {
  let first: T | undefined;
  return (db) => {
    first ??= prepare(db);
    return Object.assign(Object.create(first) as T, { client: clientOf(db) }); // Drizzle's own field: whom it asks
  };
}
