import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, register } from 'prom-client';

/** Serves Prometheus metrics on a port of their own, on loopback. 0: any free port. */
export async function serveMetrics(port: number): Promise<{ readonly url: string }> {
  collectDefaultMetrics();
  const server = createServer((_request, response) => {
    void register.metrics().then(
      (text) => response.setHeader('content-type', register.contentType).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  server.unref();
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics` };
}
