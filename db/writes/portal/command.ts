import { and, eq } from 'drizzle-orm';
import type { OrderRequest } from '../../../domain/order/commands.ts';
import type { Executor } from '../../client.ts';
import { commands } from '../../schema/order.ts';

/** A person's click, before it is sent. */
export interface AcceptedCommand {
  readonly id: string;
  readonly accountId: string;
  readonly orderId: string;
  /** The version the person saw; null when not said. */
  readonly version: number | null;
  readonly request: OrderRequest;
}

/**
 * Writes the command down, once.
 *
 * @returns whether this call did; false when the command was there already
 */
export async function acceptCommand(db: Executor, { request, ...command }: AcceptedCommand): Promise<boolean> {
  const rows = await db
    .insert(commands)
    .values({ ...command, step: request.step, body: request.body })
    .onConflictDoNothing()
    .returning({ id: commands.id });
  return rows.length === 1;
}

/** Forgets a command that certainly was never sent, so that it does not happen later by itself. */
export const forgetCommand = (db: Executor, id: string) => db.delete(commands).where(and(eq(commands.id, id), eq(commands.state, 'accepted')));
