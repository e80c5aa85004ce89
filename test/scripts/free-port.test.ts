import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { freePort, isFree } from '../../scripts/servers/free-port.ts';

const open: Server[] = [];

afterEach(() => Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

const listening = (host: string): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, host, () => resolve((server.address() as AddressInfo).port));
    open.push(server);
  });

test('a port nothing listens on is free, and is taken as soon as something does', async () => {
  const port = await listening('127.0.0.1');
  expect(await isFree(port)).toBe(false);
  await new Promise((resolve) => open.pop()?.close(resolve));
  expect(await isFree(port)).toBe(true);
});

test('a port of a program that listens on every address is taken too', async () => {
  expect(await isFree(await listening('0.0.0.0'))).toBe(false);
  expect(await isFree(await listening('::'))).toBe(false);
});

test('the usual port is given when free, else one after it', async () => {
  const taken = await listening('127.0.0.1');
  const next = await freePort(taken);
  expect(next).toBeGreaterThan(taken);
  expect(await isFree(next)).toBe(true);
  expect(await freePort(next)).toBe(next);
});

test('0 asks for any free port', async () => {
  expect(await freePort(0)).toBeGreaterThan(1023);
});
