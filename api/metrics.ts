import type { NextFunction, Request, Response } from 'express';
import { Histogram, Registry } from 'prom-client';
import { countProcess } from '../metrics.ts';

export interface Metrics {
  /** Counts and times every call, by method, route and status. */
  readonly measure: (request: Request, response: Response, next: NextFunction) => void;
  readonly registry: Registry;
}

/** The API’s own counters beside those of the process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  countProcess(registry);
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  });
  return {
    registry,
    measure(request, response, next) {
      const began = process.hrtime.bigint();
      response.once('finish', () => {
        const route: unknown = request.route && (request.route as { path?: unknown }).path; // the pattern, never the address: addresses are endless
        seconds.observe(
          { method: request.method, route: typeof route === 'string' ? route : 'none', status: response.statusCode },
          Number(process.hrtime.bigint() - began) / 1e9,
        );
      });
      next();
    },
  };
}
