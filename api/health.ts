import { sql } from 'drizzle-orm';
import type { Router } from 'express';
import { isGrpcServiceError } from '@temporalio/client';
import type { Answer } from './json/answer.ts';
import { write } from './json/mount.ts';
import type { Portal } from './actions/portal.ts';

const PROBE_MS = 2_000;

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

export type Reach = 'reachable' | 'not reachable';

/** Whether database and Temporal answer within two seconds. */
export async function readiness({ db, temporal }: Portal): Promise<{ database: Reach; temporal: Reach }> {
  const [database, workflows] = await Promise.all([
    reached(db.execute(sql`select 1`)),
    reached(temporal.withDeadline(Date.now() + PROBE_MS, () => temporal.connection.workflowService.getSystemInfo({}))),
  ]);
  return { database, temporal: workflows };
}

async function reached(probe: PromiseLike<unknown>): Promise<Reach> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Reach>((resolve) => (timer = setTimeout(() => resolve('not reachable'), PROBE_MS)));
  const answer = Promise.resolve(probe).then(
    (): Reach => 'reachable',
    (error: unknown): Reach => (isGrpcServiceError(error) && error.code === 12 ? 'reachable' : 'not reachable'), // UNIMPLEMENTED: an old server, but there
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
