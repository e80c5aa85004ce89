import { heartbeat, log } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { Calendar } from '../domain/calendar.ts';
import { dayOf } from '../domain/day.ts';
import type { Instant } from '../domain/day.ts';
import { ORDER_PROCESS } from '../domain/order/process.ts';
import { PASSWORD_RESET_PROCESS } from '../domain/password-reset/process.ts';
import { nextDeadline } from '../domain/process/deadlines.ts';
import type { Process, ProcessRow } from '../domain/process/process.ts';
import { SUBJECT_TYPES } from '../domain/process/subject.ts';
import type { Subject, SubjectType } from '../domain/process/subject.ts';
import type { Deadline, OpenTask } from '../domain/process/wait.ts';
import type { TaskKind } from '../domain/task.ts';
import type { Database } from '../db/client.ts';
import { getCalendar } from '../db/reads/calendar.ts';
import type { OrderRecord } from '../db/reads/order.ts';
import { listOpenPasswordResets } from '../db/reads/password-reset.ts';
import {
  findClaimsReadSince,
  listOpenOrders,
  listStrayTasks,
  listUnansweredCommands,
  listUnbalancedLines,
  listVoucherLineIds,
} from '../db/reads/reconciliation.ts';
import { listOutdatedReadings } from '../db/reads/reading.ts';
import { renewClaimedInvoices } from '../db/writes/claimed-invoice.ts';
import { keepReport, lapseLines, withdrawAbandoned } from '../db/writes/reconciliation.ts';
import { isTurnAsRuled, isWaitAsRuled, renewTurn } from '../db/writes/waiting.ts';
import { ABANDONED_SECONDS, EVERY_CLAIM, UNANSWERED_SECONDS } from '../domain/reconciliation.ts';
import { fewAtOnce, listGone } from './gone.ts';
import { startReading } from '../workflows/messages/reading.ts';
import { sendLook, sendTo, wake } from '../workflows/messages/send.ts';
import type { ReconciliationReport } from '../domain/reconciliation.ts';
import type { UpkeepActivities } from '../workflows/messages/upkeep.ts';

export interface UpkeepDeps {
  readonly db: Database;
  readonly client: Client;
  readonly taskQueue: string;
  readonly publicUrl?: string;
}

/** A beat without a text is a payload that Temporal Web cannot read. */
const beat = (): void => heartbeat('at work');

/** The scheduled activities. */
export const upkeepActivities = (deps: UpkeepDeps): UpkeepActivities => ({
  async reconcile() {
    const report = await reconcile(deps, beat);
    if (report.differences.length > 0) log.warn('the books differ', { differences: report.differences });
    return report;
  },
  readAgain: () => readOutdated(deps),
  lapseVouchers: () => lapseLines(deps.db, dayOf(new Date().toISOString()), new Date().toISOString(), beat),
});

/** So many are begun in an hour; those that people look at do not wait for it. */
const READ_AGAIN_AT_MOST = 100;

async function readOutdated({ db, client, taskQueue }: UpkeepDeps): Promise<number> {
  const files = await listOutdatedReadings(db, READ_AGAIN_AT_MOST);
  for (const { id, asker } of files) {
    await startReading(client, taskQueue, { attachmentId: id, asker, again: true });
    beat();
  }
  return files.length;
}

const PAGE = 1000;
const LINE_PAGE = 500;
const RESENT_AT_MOST = 1000;

/**
 * Compares every open subject with Temporal and the ledger: starts what Temporal has lost, sends again what has no
 * outcome, withdraws what nobody was answered about, stores whose turn it is where another rule had said so, takes and frees invoices
 * as their redemptions stand, wakes the clock that has missed a deadline, and reports what it cannot explain. `beat` is called now and
 * then. Once a day, or where that is asked for, it is a whole one, that reads every claim and asks each execution itself; the others
 * read those of orders changed since, and ask only executions that Temporal's list of running ones does not show.
 */
export async function reconcile(deps: UpkeepDeps, beat: () => void, isWhole = false): Promise<ReconciliationReport> {
  const since = isWhole ? null : await findClaimsReadSince(deps.db, EVERY_CLAIM);
  const broughtBack: string[] = [];
  const differences: string[] = [];
  let openCount = 0;
  const unlisted = new Set<string>();
  const onUnlisted = (reason: unknown): unknown => unlisted.add(`the list of running executions: ${String(reason)}`);
  const at: Looking = { calendar: await getCalendar(deps.db), now: new Date().toISOString(), beat };
  for (const [type, listOpen] of Object.entries(OPEN_SUBJECTS) as [SubjectType, ListOpen][])
    for (let after: string | null = null; ;) {
      const page: OpenSubject[] = await listOpen(deps.db, after, PAGE, at);
      openCount += page.length;
      const ids = page.map(({ id }) => id);
      const gone = await listGone(deps.client, { type, ids, asksEach: since === null, onUnlisted, beat });
      await fewAtOnce(gone, (id) => wake(deps, { type, id }), beat);
      broughtBack.push(...gone);
      const stale = page.filter((open) => open.stale);
      await fewAtOnce(stale, ({ id }) => makeLook(deps, { type, id }), beat);
      differences.push(...page.flatMap((open) => taskDifference(type, open)));
      beat();
      after = page.at(-1)?.id ?? null;
      if (page.length < PAGE) break;
    }
  await withdrawAbandoned(deps.db, ABANDONED_SECONDS);
  const resent = await resendUnanswered(deps);
  beat();
  const twice = await renewClaimedInvoices(deps.db, { since, beat });
  const [lines, stray] = [await allUnbalancedLines(deps, beat), await listStrayTasks(deps.db)];
  differences.push(
    ...unlisted,
    ...lines.map(({ id }) => `voucher line ${id} is not what its entries and orders say`),
    ...twice.map(({ order, number }) => `invoice ${number} of order ${order} stands twice`),
    ...stray.map(({ id, type }) => `task ${id} is open, its ${SUBJECT_TYPES[type].en.toLowerCase()} has ended`),
  );
  const report = { openOrders: openCount, broughtBack, resent, differences, everyClaim: since === null };
  await keepReport(deps.db, report);
  return report;
}

/** A subject that is neither final nor at rest: what it waits for, and the task it has. */
interface OpenSubject {
  readonly id: string;
  readonly number: string;
  readonly needs: TaskKind | null;
  readonly has: TaskKind | null;
  /** Its execution must read its position anew: the clock has missed a deadline, or whose turn it is has been stored anew. */
  readonly stale: boolean;
}

/** When a reconciliation looks, and in which calendar. */
interface Looking {
  readonly calendar: Calendar;
  readonly now: Instant;
  /** Called now and then. */
  readonly beat: () => void;
}

/** Those after `after` in the order of their ids, at most `limit`. */
type ListOpen = (db: Database, after: string | null, limit: number, at: Looking) => Promise<OpenSubject[]>;

/** How the open subjects of each process are found. */
const OPEN_SUBJECTS: Readonly<Record<SubjectType, ListOpen>> = {
  order: async (db, after, limit, at) => listOrdersInTurn(db, await listOpenOrders(db, after, limit), at),
  passwordReset: async (db, after, limit, at) =>
    (await listOpenPasswordResets(db, after, limit)).map((record) =>
      openSubject(PASSWORD_RESET_PROCESS, record.reset, record, at),
    ),
};

const openSubject = <Row extends ProcessRow & { readonly number: string }, Bodies extends object>(
  process: Process<Row, Bodies>,
  row: Row,
  { task, dueAt }: { readonly task: OpenTask | null; readonly dueAt: Instant | null },
  { calendar, now }: Looking,
): OpenSubject => ({
  id: row.id,
  number: row.number,
  needs: process.waitingFor(row)?.task ?? null,
  has: task?.kind ?? null,
  stale: hasMissed(nextDeadline(process, row, calendar, undefined, dueAt), now),
});

/** A deadline younger than this may be on its way to the clock. */
const hasMissed = (due: Deadline | null, now: Instant): boolean =>
  due !== null && Date.parse(due.at) < Date.parse(now) - UNANSWERED_SECONDS * 1000;

/**
 * Open orders, once whose turn each is stands as the rule now says. A task that is missing, or is another one, where nothing else
 * had stood otherwise follows from no rule: it is mended as well, and stays a difference of this report.
 *
 * @source D3, D20
 */
async function listOrdersInTurn(db: Database, page: readonly OrderRecord[], at: Looking): Promise<OpenSubject[]> {
  const renewed = new Set<string>();
  for (const { order } of page.filter((record) => !isTurnAsRuled(record, at.now))) {
    if (await renewTurn(db, order.id, at.calendar, at.now)) renewed.add(order.id);
    at.beat();
  }
  return page.map((record) => {
    const open = openSubject(ORDER_PROCESS, record.order, record, at);
    const has = isWaitAsRuled(record, at.now) ? open.has : open.needs;
    return { ...open, has, stale: open.stale || renewed.has(open.id) };
  });
}

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

/** One that has ended meanwhile has nothing left to look at. */
async function makeLook(deps: UpkeepDeps, subject: Subject): Promise<void> {
  await sendLook(deps, subject).catch((error: unknown) => {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  });
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
