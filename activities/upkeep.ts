import { heartbeat, log } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { dayOf } from '../domain/day.ts';
import { ORDER_PROCESS } from '../domain/order/process.ts';
import { PASSWORD_RESET_PROCESS } from '../domain/password-reset/process.ts';
import type { Process, ProcessRow } from '../domain/process/process.ts';
import { SUBJECT_TYPES } from '../domain/process/subject.ts';
import type { Subject, SubjectType } from '../domain/process/subject.ts';
import type { OpenTask } from '../domain/process/wait.ts';
import type { TaskKind } from '../domain/task.ts';
import type { Database } from '../db/client.ts';
import { listOpenPasswordResets } from '../db/reads/password-reset.ts';
import {
  listOpenOrders,
  listStrayTasks,
  listUnansweredCommands,
  listUnbalancedLines,
  listVoucherLineIds,
} from '../db/reads/reconciliation.ts';
import { keepReport, lapseLines, withdrawAbandoned } from '../db/writes/reconciliation.ts';
import { ABANDONED_SECONDS, UNANSWERED_SECONDS } from '../domain/reconciliation.ts';
import { executionOf } from '../workflows/messages/executions.ts';
import { sendTo, wake } from '../workflows/messages/send.ts';
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
 * Compares every open subject with Temporal and the ledger: starts what Temporal has lost, sends again what has no
 * outcome, withdraws what nobody was answered about, and reports what it cannot explain. `beat` is called once a page.
 */
export async function reconcile(deps: UpkeepDeps, beat: () => void): Promise<ReconciliationReport> {
  const broughtBack: string[] = [];
  const differences: string[] = [];
  let openCount = 0;
  for (const [type, listOpen] of Object.entries(OPEN_SUBJECTS) as [SubjectType, ListOpen][])
    for (let after: string | null = null; ;) {
      const page: OpenSubject[] = await listOpen(deps.db, after, PAGE);
      openCount += page.length;
      broughtBack.push(...(await Promise.all(page.map(({ id }) => bringBackIfGone(deps, { type, id })))).flat());
      differences.push(...page.flatMap((open) => taskDifference(type, open)));
      beat();
      after = page.at(-1)?.id ?? null;
      if (page.length < PAGE) break;
    }
  await withdrawAbandoned(deps.db, ABANDONED_SECONDS);
  const resent = await resendUnanswered(deps);
  beat();
  const [lines, stray] = [await allUnbalancedLines(deps, beat), await listStrayTasks(deps.db)];
  differences.push(
    ...lines.map(({ id }) => `voucher line ${id} is not what its entries and orders say`),
    ...stray.map(({ id, type }) => `task ${id} is open, its ${SUBJECT_TYPES[type].en.toLowerCase()} has ended`),
  );
  const report = { openOrders: openCount, broughtBack, resent, differences };
  await keepReport(deps.db, report);
  return report;
}

/** A subject that is neither final nor at rest: what it waits for, and the task it has. */
interface OpenSubject {
  readonly id: string;
  readonly number: string;
  readonly needs: TaskKind | null;
  readonly has: TaskKind | null;
}

/** Those after `after` in the order of their ids, at most `limit`. */
type ListOpen = (db: Database, after: string | null, limit: number) => Promise<OpenSubject[]>;

/** How the open subjects of each process are found. */
const OPEN_SUBJECTS: Readonly<Record<SubjectType, ListOpen>> = {
  order: async (db, after, limit) =>
    (await listOpenOrders(db, after, limit)).map(({ order, task }) => openSubject(ORDER_PROCESS, order, task)),
  passwordReset: async (db, after, limit) =>
    (await listOpenPasswordResets(db, after, limit)).map(({ reset, task }) =>
      openSubject(PASSWORD_RESET_PROCESS, reset, task),
    ),
};

const openSubject = <Row extends ProcessRow & { readonly number: string }, Bodies extends object>(
  { waitingFor }: Process<Row, Bodies>,
  row: Row,
  task: OpenTask | null,
): OpenSubject => ({
  id: row.id,
  number: row.number,
  needs: waitingFor(row)?.task ?? null,
  has: task?.kind ?? null,
});

async function allUnbalancedLines({ db }: UpkeepDeps, beat: () => void): Promise<{ id: string }[]> {
  const found: { id: string }[] = [];
  for (let after: string | null = null; ;) {
    const lineIds = await listVoucherLineIds(db, after, LINE_PAGE);
    if (lineIds.length > 0) found.push(...(await listUnbalancedLines(db, lineIds)));
    beat();
    after = lineIds.at(-1) ?? null;
    if (lineIds.length < LINE_PAGE) return found;
  }
}

async function bringBackIfGone(deps: UpkeepDeps, subject: Subject): Promise<string[]> {
  if (await isRunning(deps.client, subject)) return [];
  await wake(deps, subject);
  return [subject.id];
}

async function isRunning(client: Client, subject: Subject): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(executionOf(subject)).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** A click the server had and lost with its history: its row is still there. Sending it again does no harm. */
async function resendUnanswered(deps: UpkeepDeps): Promise<string[]> {
  const waiting = await listUnansweredCommands(deps.db, UNANSWERED_SECONDS, RESENT_AT_MOST);
  for (const { id, subjectType: type, subjectId, step, accountId, version } of waiting)
    await sendTo(deps, { type, id: subjectId }, { commandId: id, step, actorId: accountId, version });
  return waiting.map(({ id }) => id);
}

const taskDifference = (type: SubjectType, { number, needs, has }: OpenSubject): string[] =>
  needs === has ? [] : [`${type} ${number} waits for ${needs ?? 'no task'} and has ${has ?? 'none'}`];
