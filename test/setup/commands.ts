import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { commands } from '../../db/schema/process.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';

/** A click on an order, as the portal accepts it. */
interface AcceptedClick {
  readonly id?: string;
  readonly orderId: string;
  readonly accountId: string;
  readonly request: OrderRequest;
  readonly version?: number | null;
  readonly acceptedAt?: string;
}

/** Accepts a command as the portal does before it signals, once for each id; returns the id. */
export async function acceptCommand(db: Database, click: AcceptedClick): Promise<string> {
  const { id = randomUUID(), orderId, accountId, request, version = null, acceptedAt } = click;
  const row = {
    id,
    accountId,
    subjectType: 'order' as const,
    subjectId: orderId,
    step: request.step,
    version,
    body: request.body,
  };
  await db
    .insert(commands)
    .values(acceptedAt === undefined ? row : { ...row, acceptedAt })
    .onConflictDoNothing();
  return id;
}
