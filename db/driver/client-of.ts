/** Whom a database or a transaction asks. */
const clients = new WeakMap<object, object>();

/** Tells whom a database or a transaction asks: the pool, or the connection reserved for it. */
export const setClient = (db: object, client: object): void => void clients.set(db, client);

/** Whom it asks. @throws Error for a database that `connect` did not make */
export function clientOf(db: object): object {
  const client = clients.get(db);
  if (!client) throw new Error('a database or a transaction comes from connect()');
  return client;
}
