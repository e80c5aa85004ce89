import { heartbeat, log } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { dayOf } from '../domain/day.ts';
import { waitingFor } from '../domain/order/waiting.ts';
import type { Database } from '../db/client.ts';
import type { OrderFile } from '../db/reads/order.ts';
import {
  openOrders,
  strayTasks,
  unansweredCommands,
  unbalancedLines,
  voucherLineIds,
} from '../db/reads/reconciliation.ts';
import { keepReport, lapseLines } from '../db/writes/reconciliation.ts';
import { UNANSWERED_SECONDS } from '../domain/reconciliation.ts';
import { orderProcess } from '../workflows/messages/order.ts';
import { sendToOrder, wakeOrder } from '../workflows/messages/send.ts';
import type { ReconciliationReport } from '../domain/reconciliation.ts';
import type { UpkeepActivities } from '../workflows/messages/upkeep.ts';

export interface UpkeepDeps {
  readonly db: Database;
  readonly client: Client;
  readonly taskQueue: string;
}

/** The scheduled activities. */
export const upkeepActivities = (deps: UpkeepDeps): UpkeepActivities => ({
  async reconcile() {
    const report = await reconcile(deps, heartbeat);
    if (report.differences.length > 0) log.warn('the books differ', { differences: report.differences });
    return report;
  },
  lapseVouchers: () => lapseLines(deps.db, dayOf(new Date().toISOString()), new Date().toISOString(), heartbeat),
});

const PAGE = 100;
const LINE_PAGE = 500;
const RESENT_AT_MOST = 1000;

/**
 * Compares every open order with Temporal and the ledger: starts what Temporal has lost, sends again what nobody has
 * answered, and reports what it cannot explain. `beat` is called once a page.
 */
export async function reconcile(deps: UpkeepDeps, beat: () => void): Promise<ReconciliationReport> {
  const broughtBack: string[] = [];
  const differences: string[] = [];
  let openCount = 0;
  for (let after: string | null = null; ;) {
    const page: OrderFile[] = await openOrders(deps.db, after, PAGE);
    openCount += page.length;
    broughtBack.push(...(await Promise.all(page.map((file) => broughtBackIfGone(deps, file.order.id)))).flat());
    differences.push(...page.flatMap(taskDifference));
    beat();
    after = page.at(-1)?.order.id ?? null;
    if (page.length < PAGE) break;
  }
  const resent = await resendUnanswered(deps);
  beat();
  const [lines, stray] = [await allUnbalancedLines(deps, beat), await strayTasks(deps.db)];
  differences.push(
    ...lines.map(({ id }) => `voucher line ${id} is not what its entries and orders say`),
    ...stray.map(({ id }) => `task ${id} is open, its order has ended`),
  );
  const report = { openOrders: openCount, broughtBack, resent, differences };
  await keepReport(deps.db, report);
  return report;
}

async function allUnbalancedLines({ db }: UpkeepDeps, beat: () => void): Promise<{ id: string }[]> {
  const found: { id: string }[] = [];
  for (let after: string | null = null; ;) {
    const lineIds = await voucherLineIds(db, after, LINE_PAGE);
    if (lineIds.length > 0) found.push(...(await unbalancedLines(db, lineIds)));
    beat();
    after = lineIds.at(-1) ?? null;
    if (lineIds.length < LINE_PAGE) return found;
  }
}

async function broughtBackIfGone(deps: UpkeepDeps, orderId: string): Promise<string[]> {
  if (await isRunning(deps.client, orderId)) return [];
  await wakeOrder(deps, orderId);
  return [orderId];
}

async function isRunning(client: Client, orderId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(orderProcess(orderId)).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** A click the server had and lost with its history: its row is still there. Sending it again does no harm. */
async function resendUnanswered(deps: UpkeepDeps): Promise<string[]> {
  const waiting = await unansweredCommands(deps.db, UNANSWERED_SECONDS, RESENT_AT_MOST);
  for (const { id, orderId, step, accountId, version } of waiting)
    await sendToOrder(deps, orderId, { commandId: id, step, actorId: accountId, version });
  return waiting.map(({ id }) => id);
}

function taskDifference({ order, task }: OrderFile): string[] {
  const needs = waitingFor(order)?.task ?? null;
  return needs === (task?.kind ?? null)
    ? []
    : [`order ${order.number} waits for ${needs ?? 'no task'} and has ${task?.kind ?? 'none'}`];
}
