import type { Response } from 'express';
import { getOutboxState } from '../../../db/reads/mail.ts';
import { countUnsettledCommands, listLastReports } from '../../../db/reads/reconciliation.ts';
import { countUnreadScans } from '../../../db/reads/reading.ts';
import { countReadingFaults } from '../../../db/reads/reading-fault.ts';
import { ATTACHMENTS } from '../../../domain/attachment.ts';
import { LABEL_NAMES } from '../../../domain/reading/label-names.ts';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import { LATE_MINUTES, UNANSWERED_SECONDS } from '../../../domain/reconciliation.ts';
import type { Portal } from '../../actions/portal.ts';
import { readiness } from '../../actions/readiness.ts';
import type { Reach } from '../../actions/readiness.ts';
import { render } from '../frame/render.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import { findLastLapse } from './lapse.ts';
import { WORDS } from './words.ts';
import { readersOf, workersOf } from './workers.ts';
import type { Serving } from './workers.ts';
import type { MemberVisit } from '../visit.ts';

const REPORTS = 20;
const FAULTS = 30;

type Words = (typeof WORDS)['zh'];

/** Whether everything runs: parts, clicks without an answer, what the reconciliations found. */
export async function showOperation(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const words = WORDS[visit.language];
  const [reach, workers, readers, unreadScans, waiting, reports, outbox, lapsedAt, faults] = await Promise.all([
    readiness(portal),
    workersOf(portal),
    readersOf(portal),
    countUnreadScans(portal.db),
    countUnsettledCommands(portal.db, UNANSWERED_SECONDS),
    listLastReports(portal.db, REPORTS),
    getOutboxState(portal.db),
    findLastLapse(portal),
    countReadingFaults(portal.db, FAULTS),
  ]);
  const page = {
    words,
    title: words.running,
    parts: [
      { label: words.database, ...describeReach(reach.database, words) },
      { label: words.temporal, ...describeReach(reach.temporal, words) },
      { label: words.worker, ...servingView(workers, words.noWorker, words) },
      { label: words.readers, ...readersView(readers, unreadScans, words) },
      {
        label: words.clicks,
        ...(waiting === 0
          ? { ...GOOD, text: interpolate(words.noneWaiting, { seconds: UNANSWERED_SECONDS }) }
          : { ...BAD, text: interpolate(words.waiting, { n: waiting, seconds: UNANSWERED_SECONDS }) }),
      },
      { label: words.mails, ...outboxView(outbox, words), href: paths.mails() },
      { label: words.oldestMail, ...oldestMailView(outbox.waitingSince, words) },
      { label: words.lastReconciliation, ...lastTimeView(reports[0]?.at ?? null, LATE_MINUTES.reconciliation, words) },
      { label: words.lastLapse, ...lastTimeView(lapsedAt, LATE_MINUTES.lapse, words) },
    ],
    faults: faults.map(({ kind, label, reader, times, orders }) => ({
      kind: ATTACHMENTS[kind][visit.language],
      label: LABEL_NAMES[label][visit.language],
      reader,
      times,
      orders: [...new Map(orders.map(({ id, number }) => [id, { number, href: paths.order(id) }])).values()],
    })),
    web: portal.temporalWebUrl,
    reports: reports.map(({ at, report }) => ({
      when: shanghaiTime(at),
      at: inShanghai(at),
      openOrders: report.openOrders,
      broughtBack: report.broughtBack.length,
      resent: report.resent.length,
      differences: report.differences,
      consistent: report.differences.length === 0,
    })),
  };
  return render(portal, visit, response, { status: 200, template: 'operation/show', page });
}

const GOOD = { meaning: 'ok', glyph: 'check' } as const;
const BAD = { meaning: 'bad', glyph: 'alert' } as const;

const UNKNOWN = { meaning: 'mute', glyph: 'clock' } as const;

const describeReach = (reach: Reach, words: Words) =>
  reach === 'reachable' ? { ...GOOD, text: words.reachable } : { ...BAD, text: words.unreachable };

function outboxView({ failed, doubtful, waiting, problem }: Awaited<ReturnType<typeof getOutboxState>>, words: Words) {
  if (failed + doubtful > 0) return { ...BAD, text: interpolate(words.mailsFailed, { n: failed + doubtful }) };
  if (problem !== null) return { ...BAD, text: interpolate(words.mailsHeldUp, { n: waiting }), details: [problem] };
  return { ...GOOD, text: words.mailsGo };
}

/** A mail that is put off is not late before its next try. */
function oldestMailView(since: string | null, words: Words) {
  if (since === null || minutesSince(since) < 0) return { ...GOOD, text: words.noMailWaits };
  return lastTimeView(since, LATE_MINUTES.mail, words);
}

/** When something was done last, in red when that is too long ago. */
function lastTimeView(at: string | null, lateMinutes: number, words: Words) {
  if (at === null) return { ...UNKNOWN, text: words.notYet };
  const isLate = minutesSince(at) > lateMinutes;
  const text = shanghaiTime(at);
  return isLate ? { ...BAD, text: `${text}${words.late}` } : { ...GOOD, text };
}

const minutesSince = (at: string): number => (Date.now() - Date.parse(at)) / 60_000;

/** Readers that cannot read scans keep saying so until they can. */
const readersView = (readers: Serving, unreadScans: number, words: Words) =>
  readers && readers.length > 0 && unreadScans > 0
    ? { ...BAD, text: interpolate(words.noModels, { n: unreadScans }) }
    : servingView(readers, words.noReader, words);

function servingView(workers: Serving, none: string, words: Words) {
  if (workers === undefined) return { ...BAD, text: words.unknownWorker };
  if (workers.length === 0) return { ...BAD, text: none };
  const details = workers.map(({ identity, seenAt }) => `${identity} · ${words.lastSeen} ${shanghaiTime(seenAt)}`);
  return { ...GOOD, text: `${workers.length} ${words.working}`, details };
}
