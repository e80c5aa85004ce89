import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { errorFacts, errorLine } from '../error-facts.ts';
import { ensureDelivery, ensureSchedules } from './schedules.ts';
import { registerSearchAttributes } from './search-attributes.ts';

interface Standing {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly namespace: string;
  readonly taskQueue: string;
  /** Whether mails leave, or are kept; else there is no delivery. */
  readonly delivers: boolean;
}

/** Makes what stands in Temporal besides the executions of subjects, where it is missing: search attributes, schedules, delivery. */
export async function ensureStanding({ connection, client, namespace, taskQueue, delivers }: Standing): Promise<void> {
  await registerSearchAttributes(connection, namespace);
  await ensureSchedules(client, taskQueue);
  if (delivers) await ensureDelivery(client, taskQueue);
}

/**
 * The same again and again, from outside Temporal: a server that lost its database has lost the schedule of reconciliation too,
 * and an operator may terminate the delivery. A failure is logged, and tried again at the next time.
 */
export async function keepStanding(standing: Standing, everyMs: number, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await pause(everyMs, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) return;
    await ensureStanding(standing).catch((error: unknown) =>
      console.warn(`what stands in Temporal was not ensured: ${errorLine(errorFacts(error))}`),
    );
  }
}
