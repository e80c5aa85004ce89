// Ours, because Drizzle builds a prepared statement for one database, and reads take any database or transaction.

import type { Executor } from '../client.ts';

/**
 * A statement whose text is built once a database instead of once a call: building costs more than the database takes to
 * answer. Values come in by `sql.placeholder`.
 */
export function prepareOnce<T extends object>(prepare: (db: Executor) => T): (db: Executor) => T {
  const made = new WeakMap<Executor, T>();
  return (db) => {
    const known = made.get(db);
    if (known) return known;
    const statement = prepare(db);
    made.set(db, statement);
    return statement;
  };
}
