import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { eq } from 'drizzle-orm';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import { connect } from '../../db/client.ts';
import { entries, events, orders, sessions } from './schema.ts';
import { isStep, STEPS } from './steps.ts';

/** The plain state machine: Express over PostgreSQL, a session looked up and one transaction for each action, and no Temporal. */
const { DATABASE_URL = '', PORT = '' } = process.env;
const { db, close } = connect(DATABASE_URL, { max: 10, name: 'bench-plain' });
const app = express().disable('x-powered-by').disable('etag').use(express.json());

app.post('/orders', async (request, response) => {
  const { account } = await sessionOf(request);
  const at = new Date().toISOString();
  const order = { id: randomUUID(), state: 'unpaid', version: 1, orderAmountFen: 5_000_000, changedAt: at };
  await db.transaction(async (tx) => {
    await tx.insert(orders).values(order);
    await tx.insert(events).values({ orderId: order.id, seq: 1, step: 'place', account, body: JSON.stringify(request.body), at });
  });
  response.status(201).json(order);
});

app.post('/orders/:id/:step', async (request, response) => {
  const { account, role } = await sessionOf(request);
  const { id, step } = request.params;
  if (!isStep(step) || STEPS[step].by !== role) return void response.status(403).json({});
  const { from, to, moves } = STEPS[step];
  const at = new Date().toISOString();
  const moved = await db.transaction(async (tx) => {
    const [before] = await tx.select().from(orders).where(eq(orders.id, id)).for('update');
    if (before?.state !== from) return undefined;
    const after = { ...before, state: to, version: before.version + 1, changedAt: at };
    await Promise.all([
      tx.update(orders).set({ state: after.state, version: after.version, changedAt: at }).where(eq(orders.id, id)).execute(),
      tx.insert(events).values({ orderId: id, seq: after.version, step, account, body: JSON.stringify(request.body), at }).execute(),
      ...(moves ? [tx.insert(entries).values({ orderId: id, fromAccount: moves[0], toAccount: moves[1], amountFen: 3_000_000 }).execute()] : []),
    ]);
    return after;
  });
  response.status(moved ? 200 : 409).json(moved ?? {});
});

app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
  console.error(error);
  response.status(500).json({});
});

async function sessionOf(request: Request) {
  const [session] = await db.select().from(sessions).where(eq(sessions.id, request.get('cookie') ?? ''));
  if (!session) throw new Error('not signed in');
  return session;
}

const server = createServer({ keepAliveTimeout: 65_000 }, app).listen(Number(PORT), '127.0.0.1', () => process.send?.({ type: 'ready' }));
process.once('SIGTERM', () => {
  server.closeAllConnections();
  void close().then(() => process.exit(0));
});
