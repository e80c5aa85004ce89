import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import express from 'express';
import { sendTable } from '../../api/documents/send-table.ts';
import type { SentTable } from '../../api/documents/send-table.ts';

/** Sends a table of these rows as CSV; what became of it, as whoever sends it is told. */
async function sent(rows: SentTable['rows'], read: (response: Response) => Promise<unknown>): Promise<unknown> {
  const app = express();
  let outcome: (value: unknown) => void = () => undefined;
  const told = new Promise((resolve) => (outcome = resolve));
  app.get('/', (_request, response) => {
    const headings = [{ label: '订单号', kind: 'text', width: 20 }] as const;
    const table: SentTable = { name: '订单', headings, rows, total: '合计', totalInCsv: false };
    sendTable({} as never, response, table, 'csv').then(() => outcome('sent'), outcome); // CSV asks nothing of the portal
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    await fetch(`http://127.0.0.1:${port}/`)
      .then(read)
      .catch(() => undefined); // a transfer that breaks off
    return await told;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('rows that fail in the middle of a file are a fault, and not somebody who has gone', async () => {
  const lost = new Error('the connection to PostgreSQL is lost');
  async function* rows(): AsyncGenerator<[string]> {
    yield ['DD20261128-000001'];
    await Promise.resolve();
    throw lost;
  }
  expect(await sent(rows(), (response) => response.text())).toBe(lost);
});

test('whoever goes before the end of a file is no fault', async () => {
  async function* rows(): AsyncGenerator<[string]> {
    for (;;) {
      yield ['DD20261128-000001'.repeat(100)];
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const leave = async ({ body }: Response): Promise<void> => body?.cancel();
  expect(await sent(rows(), leave)).toBe('sent');
});
