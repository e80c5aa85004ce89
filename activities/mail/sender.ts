import type { Instant } from '../../domain/day.ts';
import { nextAttemptAt } from '../../domain/mail.ts';
import type { Database } from '../../db/client.ts';
import { beginSending, claimMail, keepMail, settleMail } from '../../db/writes/mail.ts';
import type { ClaimedMail, MailOutcome } from '../../db/writes/mail.ts';
import type { DeliveryReport } from '../../workflows/messages/delivery.ts';
import { compose } from './compose.ts';
import { writeLetter } from './rendered-mail.ts';
import type { Answer, SmtpSession } from './smtp.ts';
import { problemOf } from './smtp.ts';

interface Lane {
  readonly db: Database;
  readonly holder: string;
  readonly from: string;
  readonly publicUrl: string;
  /** None: mails are kept for the mailbox page. */
  readonly session: SmtpSession | null;
  readonly now: () => Instant;
}

/** What became of one mail; `away` where the server cannot be talked to. */
type Step = keyof DeliveryReport | 'away';

/**
 * Takes the next mail and sees it to an end, or puts it off.
 *
 * @returns undefined when none waits
 */
export async function deliverNext(lane: Lane): Promise<Step | undefined> {
  const { db, holder, publicUrl } = lane;
  const mail = await claimMail(db, holder);
  if (!mail) return undefined;
  const held = { id: mail.id, holder };
  const letter = await writeLetter(db, mail, publicUrl, lane.now()).catch(problemOf);
  if (typeof letter === 'string')
    return settled(lane, mail, outcomeOf({ kind: 'putOff', problem: letter }, mail, lane.now())); // one that cannot be written holds up no other
  if (!letter)
    return settled(lane, mail, { state: 'dropped', problem: 'nobody to send it to, or nothing left to say' });
  if (!lane.session) {
    await keepMail(db, held, letter);
    return 'kept';
  }
  const answer = await lane.session.send({
    ...(await compose(mail.id, letter, lane)),
    beforeEnd: async () => {
      if (!(await beginSending(db, held))) throw new Error('another has taken it over');
    },
  });
  return settled(lane, mail, outcomeOf(answer, mail, lane.now()));
}

function outcomeOf(answer: Answer, { attempts }: ClaimedMail, now: Instant): MailOutcome {
  switch (answer.kind) {
    case 'sent':
      return { state: 'sent' };
    case 'silent':
      return { state: 'doubtful', problem: answer.problem };
    case 'refused':
      return { state: 'failed', problem: answer.problem };
    case 'away':
      return { state: 'released', problem: answer.problem };
    case 'putOff': {
      const nextAt = nextAttemptAt(attempts + 1, now);
      return nextAt === null
        ? { state: 'failed', problem: answer.problem }
        : { state: 'waiting', problem: answer.problem, nextAt };
    }
  }
}

const TRIES = 10;

/** The answer is known and must not be lost to a moment without the database. */
async function settled({ db, holder }: Lane, { id }: ClaimedMail, outcome: MailOutcome): Promise<Step> {
  for (let left = TRIES; ; left -= 1) {
    try {
      await settleMail(db, { id, holder }, outcome);
      break;
    } catch (error) {
      if (left === 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
  return outcome.state === 'released' ? 'away' : outcome.state === 'waiting' ? 'putOff' : outcome.state;
}
