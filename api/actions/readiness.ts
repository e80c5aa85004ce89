import { sql } from 'drizzle-orm';
import { isGrpcServiceError } from '@temporalio/client';
import type { Portal } from './portal.ts';

const PROBE_MS = 2_000;

/** Whether something the portal depends on answers. */
export type Reach = 'reachable' | 'not reachable';

/** Whether database and Temporal answer within two seconds. */
export async function readiness({
  db,
  temporal,
}: Pick<Portal, 'db' | 'temporal'>): Promise<{ database: Reach; temporal: Reach }> {
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
