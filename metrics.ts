import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Environment } from './environment.ts';

/** How often the event loop is timed, in ms: at the library's 10 a process that does nothing takes seven times as much. */
const EVENT_LOOP_TIMED_MS = 100;

/** Counts what every process is counted by: memory, processor time, the event loop. */
export const countProcess = (registry: Registry): void =>
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVENT_LOOP_TIMED_MS });

/**
 * Serves a process's metrics on a port of their own, apart from everything public.
 *
 * @throws Error when the port is taken
 */
export async function serveMetrics(
  registry: Registry,
  { host, port }: Environment['metrics'],
): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((_request, response) => {
    void registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  server.unref();
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${host}:${taken}/metrics`, close: () => void server.close() };
}
