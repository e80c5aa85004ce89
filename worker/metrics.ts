import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, register } from 'prom-client';
import type { Environment } from '../environment.ts';

/** Serves Prometheus metrics on a port of their own. */
export async function serveMetrics({ host, port }: Environment['metrics']): Promise<{ readonly url: string }> {
  collectDefaultMetrics();
  const server = createServer((_request, response) => {
    void register.metrics().then(
      (text) => response.setHeader('content-type', register.contentType).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  server.unref();
  return { url: `http://${host}:${(server.address() as AddressInfo).port}/metrics` };
}
