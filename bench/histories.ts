import { Client, Connection } from '@temporalio/client';
import { withConnection } from '../db/driver/connection.ts';
import { executionOf } from '../workflows/messages/executions.ts';
import { median } from './figures.ts';

/** temporal.api.enums.v1.EventType */
const WORKFLOW_TASK_COMPLETED = 7;
const LOOKED_AT = 20;

export interface Histories {
  readonly orders: number;
  readonly workflowTasks: { readonly median: number; readonly max: number };
  readonly events: { readonly median: number; readonly max: number };
  readonly bytes: { readonly median: number; readonly max: number };
}

/** The histories of the last orders that were paid out. */
export async function readHistories(address: string, databaseUrl: string): Promise<Histories> {
  const connection = await Connection.connect({ address });
  try {
    const orders = await withConnection(databaseUrl, (sql) =>
      sql.ask<{ id: string }>(
        `select id from orders where state = 'redeemed' order by changed_at desc limit ${LOOKED_AT}`,
      ),
    );
    const { workflow } = new Client({ connection });
    const tasks: number[] = [];
    const events: number[] = [];
    const bytes: number[] = [];
    for (const { id } of orders) {
      const handle = workflow.getHandle(executionOf({ type: 'order', id }));
      const history = (await handle.fetchHistory()).events ?? [];
      tasks.push(history.filter(({ eventType }) => Number(eventType) === WORKFLOW_TASK_COMPLETED).length);
      events.push(history.length);
      bytes.push((await handle.describe()).historySize ?? 0);
    }
    const figures = (values: readonly number[]) => ({ median: median(values), max: Math.max(...values) });
    return { orders: orders.length, workflowTasks: figures(tasks), events: figures(events), bytes: figures(bytes) };
  } finally {
    await connection.close();
  }
}
