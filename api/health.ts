import type { Router } from 'express';
import type { Answer } from './json/answer.ts';
import { write } from './json/mount.ts';
import type { Portal } from './actions/portal.ts';
import { readiness } from './actions/readiness.ts';

/** `/healthz`: the process is up. `/readyz`: what it depends on can be reached; 503 says what cannot. */
export function mountHealth(router: Router, portal: Portal): void {
  router.get('/healthz', (_request, response) => write(response, json(200, { status: 'up' })));
  router.get('/readyz', (_request, response) => {
    void readiness(portal).then((checks) => {
      const ready = Object.values(checks).every((reachable) => reachable === 'reachable');
      write(response, json(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', ...checks }));
    });
  });
}

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...(status === 503 && { 'retry-after': '2' }) },
  body: JSON.stringify(value),
});
