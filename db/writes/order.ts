import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { selectOrderRecords } from '../reads/order.ts';
import { orders } from '../schema/order.ts';
import { actors, commandColumns, commandValues, isTheCommand } from '../reads/said-command.ts';
import type { SaidCommand } from '../reads/said-command.ts';
import { commands } from '../schema/process.ts';

/** The order's row, held until the transaction ends, with its open task and the command, which are not held. At most one. */
export const lockOrderRows = (tx: Executor, orderId: string, command: SaidCommand | null) =>
  heldOrder(tx).execute({ orderId, ...commandValues({ type: 'order', id: orderId }, command) });

const heldOrder = prepareOnce((db) =>
  selectOrderRecords(db, commandColumns)
    .leftJoin(commands, isTheCommand)
    .leftJoin(actors, eq(actors.id, commands.accountId))
    .where(eq(orders.id, sql.placeholder('orderId')))
    .for('update', { of: orders })
    .prepare('held_order'),
);
