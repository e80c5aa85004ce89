import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure, Context, heartbeat, log } from '@temporalio/activity';
import type { Calendar } from '../domain/calendar.ts';
import type { Day, Instant } from '../domain/day.ts';
import { digestDayAt } from '../domain/mail.ts';
import type { Database } from '../db/client.ts';
import { hasMailWork } from '../db/reads/mail.ts';
import { beginDigests, decideMails, doubtUnanswered } from '../db/writes/mail.ts';
import type { DeliveryActivities, DeliveryReport } from '../workflows/messages/delivery.ts';
import { deliverNext } from './mail/sender.ts';
import { openSmtpSession } from './mail/smtp.ts';

/** How mails leave: by a server, or not at all. */
export interface Mailing {
  /** None: mails are kept for the mailbox page of development. */
  readonly smtpUrl: string | undefined;
  readonly from: string;
  readonly publicUrl: string;
}

export interface DeliveryDeps {
  readonly db: Database;
  readonly calendar: () => Promise<Calendar>;
  readonly mailing: Mailing;
  /** Whether this worker is being stopped: it does not wait for a poll. */
  readonly isStopping: () => boolean;
  readonly now: () => Instant;
}

const STRETCH_MS = 5 * 60_000;
const POLL_MS = 1000;
const BEAT_MS = 3000;
/** What a beat says: without a text, Temporal Web cannot read it. */
const ALIVE = 'at work';
const DECIDED_AT_ONCE = 200;
/** Conversations with the mail server at a time. */
const SENDERS = 3;

/** The activity behind the delivery of mails. */
export const deliveryActivities = (deps: DeliveryDeps): DeliveryActivities => ({
  async deliverMails() {
    const { cancellationSignal } = Context.current();
    const until = Date.now() + STRETCH_MS;
    const goesOn = (): boolean => !deps.isStopping() && !cancellationSignal.aborted && Date.now() < until;
    const beating = setInterval(() => heartbeat(ALIVE), BEAT_MS);
    try {
      return await deliver(deps, goesOn, cancellationSignal);
    } finally {
      clearInterval(beating);
    }
  },
});

async function deliver(deps: DeliveryDeps, goesOn: () => boolean, stop: AbortSignal): Promise<DeliveryReport> {
  const { db, now } = deps;
  const report = { sent: 0, kept: 0, putOff: 0, failed: 0, doubtful: 0, dropped: 0 };
  const senders = startSenders(deps, report, () => goesOn() && senders.failure === undefined, stop);
  let begun: Day | null = null;
  try {
    while (goesOn() && senders.failure === undefined) {
      const day = digestDayAt(await deps.calendar(), now());
      if (day !== null && day !== begun) await beginDigests(db, day, now());
      begun = day;
      if (await hasMailWork(db)) {
        while (goesOn() && (await decideMails(db, DECIDED_AT_ONCE, now())) === DECIDED_AT_ONCE);
        const doubtful = await doubtUnanswered(db);
        report.doubtful += doubtful.length;
        for (const { id } of doubtful) log.warn('nobody knows whether a mail went out', { id });
        senders.fill();
      }
      await pause(POLL_MS);
    }
  } finally {
    await senders.ended();
  }
  if (senders.failure !== undefined) throw senders.failure;
  return report;
}

type Counts = Record<keyof DeliveryReport, number>;

/** Up to {@link SENDERS} conversations beside each other: one that the server keeps waiting holds up no other. */
function startSenders(deps: DeliveryDeps, report: Counts, goesOn: () => boolean, stop: AbortSignal) {
  const running = new Set<Promise<void>>();
  const senders = {
    failure: undefined as Error | undefined,
    fill(): void {
      while (running.size < SENDERS) {
        const sender: Promise<void> = runSender(deps, report, goesOn, stop)
          .catch((error: unknown) => {
            senders.failure ??= error instanceof Error ? error : new Error(String(error));
          })
          .finally(() => running.delete(sender));
        running.add(sender);
      }
    },
    ended: () => Promise.all(running),
  };
  return senders;
}

/**
 * One conversation, mail after mail, until none waits.
 *
 * @throws ApplicationFailure `MailServerAway` when the server cannot be talked to
 */
async function runSender(
  { db, mailing: { smtpUrl, from, publicUrl }, now }: DeliveryDeps,
  report: Counts,
  goesOn: () => boolean,
  stop: AbortSignal,
): Promise<void> {
  const session = smtpUrl === undefined ? null : openSmtpSession(smtpUrl, stop);
  const sender = { db, holder: randomUUID(), from, publicUrl, session, now };
  try {
    while (goesOn()) {
      const step = await deliverNext(sender);
      if (step === undefined) return;
      if (step === 'away')
        throw ApplicationFailure.retryable(
          'the mail server cannot be talked to: see `mails.problem`',
          'MailServerAway',
        );
      report[step] += 1;
    }
  } finally {
    session?.close();
  }
}
