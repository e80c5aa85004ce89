import express from 'express';
import type { Request } from 'express';
import { and, eq } from 'drizzle-orm';
import { connect } from '../../db/client.ts';
import { entries, events, orders, sessions } from './schema.ts';

/** C: a state machine in Express and Drizzle. A session lookup and one transaction an action; nothing survives in memory, nothing waits. */

const STATES: readonly string[] = ['placed', 'price', 'payment', 'approval', 'redemption', 'first', 'second', 'payout'];
const AMOUNT_FEN = 3_000_000;

const database = connect(process.env['DATABASE_URL'] ?? '', { max: 10, name: 'bench-plain' });
const { db } = database;
const app = express();
app.disable('x-powered-by').disable('etag').use(express.json());

async function accountOf(request: Request): Promise<string> {
  const [session] = await db
    .select({ account: sessions.account })
    .from(sessions)
    .where(eq(sessions.id, request.get('x-session') ?? ''));
  if (!session) throw new Error('not signed in');
  return session.account;
}

app.post('/orders/:id', async (request, response) => {
  const account = await accountOf(request);
  const { id } = request.params;
  await db.transaction(async (tx) => {
    await tx.insert(orders).values({ id, state: 'placed', version: 1, amountFen: AMOUNT_FEN });
    await Promise.all([
      tx.insert(events).values({ orderId: id, version: 1, step: 'placed', account, body: request.body }),
      tx.insert(entries).values({ orderId: id, step: 'placed', amountFen: AMOUNT_FEN }),
    ]);
  });
  response.status(201).json({ id, version: 1 });
});

app.post('/orders/:id/:step', async (request, response) => {
  const account = await accountOf(request);
  const { id, step } = request.params;
  const version = await db.transaction(async (tx) => {
    const [order] = await tx.select().from(orders).where(eq(orders.id, id)).for('update');
    if (!order || STATES[STATES.indexOf(order.state) + 1] !== step) throw new Error('wrong state');
    const next = order.version + 1;
    await Promise.all([
      tx
        .update(orders)
        .set({ state: step, version: next })
        .where(and(eq(orders.id, id), eq(orders.version, order.version))),
      tx.insert(events).values({ orderId: id, version: next, step, account, body: request.body }),
      tx.insert(entries).values({ orderId: id, step, amountFen: AMOUNT_FEN }),
    ]);
    return next;
  });
  response.json({ id, version });
});

const server = app.listen(Number(process.env['PORT']), '127.0.0.1', () => process.send?.({ type: 'ready' }));
process.once('SIGTERM', () => {
  server.close(() => void database.close().then(() => process.exit(0)));
  server.closeAllConnections();
});
