import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { withConnection } from '../../db/driver/connection.ts';
import { freePort } from '../../scripts/servers/free-port.ts';
import { ensureDatabase } from '../../scripts/servers/postgres.ts';
import { ACTIONS } from '../contender.ts';
import type { Contender, Lifecycle } from '../contender.ts';
import { Http } from '../http.ts';
import { startProgram } from '../processes.ts';
import { TABLES } from './schema.ts';

/** C's database on the bench's PostgreSQL. */
export const DATABASE = 'plain_bench';

/** The steps after placing, in the plain machine's words. */
const STEPS = ['price', 'payment', 'approval', 'redemption', 'first', 'second', 'payout'] as const;
/** About what api.md's bodies weigh. */
const BODY = { amount: '50000.00', number: 'HT-2026-001', effect: '已按合同交付全部申报材料，企业已通过认定。' };

/** C: the plain state machine, without Temporal. */
export async function plainMachine({
  databaseUrl,
  folder,
}: {
  databaseUrl: (database: string) => string;
  folder: string;
}): Promise<Contender> {
  await ensureDatabase(databaseUrl('postgres'), DATABASE);
  const session = randomUUID();
  await withConnection(databaseUrl(DATABASE), async (sql) => {
    await sql.ask(TABLES);
    await sql.ask(`insert into sessions values ($1, 'bench')`, [session]);
  });
  const port = await freePort(24_900);
  const server = await startProgram({
    name: 'api',
    script: 'bench/plain/main.ts',
    env: { NODE_ENV: 'production', DATABASE_URL: databaseUrl(DATABASE), PORT: String(port) },
    logFile: join(folder, 'plain.log'),
  });
  const http = new Http(port);
  const caller = http.as({ 'x-session': session });

  const begin = (): Lifecycle => {
    const id = randomUUID();
    let at = 0;
    return async () => {
      const step = STEPS[at - 1];
      at += 1;
      await caller.post(step ? `/orders/${id}/${step}` : `/orders/${id}`, BODY);
    };
  };
  if (STEPS.length + 1 !== ACTIONS.length) throw new Error('C has as many actions as the others');
  return {
    name: 'C',
    actions: ACTIONS,
    parts: [server.part],
    prepare: () => Promise.resolve(),
    begin,
    stop: async () => {
      http.close();
      await server.stop();
    },
  };
}
