import type { Instant } from '../../domain/day.ts';
import { nextAttemptAt } from '../../domain/mail.ts';
import type { Database } from '../../db/client.ts';
import { errorFacts, errorLine } from '../../error-facts.ts';
import { beginSending, claimMail, keepMail, settleMail } from '../../db/writes/mail.ts';
import type { ClaimedMail, MailOutcome } from '../../db/writes/mail.ts';
import type { DeliveryReport } from '../../workflows/messages/delivery.ts';
import { composeMessage } from './compose.ts';
import { renderClaimedMail } from './rendered-mail.ts';
import type { SendResult, SmtpSession } from './smtp.ts';

/** What sends mails over one conversation with the mail server. */
interface Sender {
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
 * Claims the next mail and sends, keeps, drops or postpones it.
 *
 * @returns undefined when none waits
 */
export async function deliverNext(sender: Sender): Promise<Step | undefined> {
  const { db, holder, publicUrl } = sender;
  const mail = await claimMail(db, holder);
  if (!mail) return undefined;
  const held = { id: mail.id, holder };
  const rendered = await renderClaimedMail(db, mail, publicUrl, sender.now()).catch((error: unknown) =>
    errorLine(errorFacts(error)),
  );
  if (typeof rendered === 'string')
    return settle(sender, mail, toOutcome({ kind: 'putOff', problem: rendered }, mail, sender.now())); // one that cannot be rendered delays no other
  if (!rendered)
    return settle(sender, mail, { state: 'dropped', problem: 'nobody to send it to, or nothing left to say' });
  if (!sender.session) {
    await keepMail(db, held, rendered);
    return 'kept';
  }
  const result = await sender.session.send({
    ...(await composeMessage(mail.id, rendered, sender)),
    beforeEnd: async () => {
      if (!(await beginSending(db, held))) throw new Error('another has taken it over');
    },
  });
  return settle(sender, mail, toOutcome(result, mail, sender.now()));
}

function toOutcome(result: SendResult, { attempts }: ClaimedMail, now: Instant): MailOutcome {
  switch (result.kind) {
    case 'sent':
      return { state: 'sent' };
    case 'silent':
      return { state: 'doubtful', problem: result.problem };
    case 'refused':
      return { state: 'failed', problem: result.problem };
    case 'away':
      return { state: 'released', problem: result.problem };
    case 'putOff': {
      const nextAt = nextAttemptAt(attempts + 1, now);
      return nextAt === null
        ? { state: 'failed', problem: result.problem }
        : { state: 'waiting', problem: result.problem, nextAt };
    }
  }
}

const TRIES = 10;

/** The result is known and must not be lost to a moment without the database. */
async function settle({ db, holder }: Sender, { id }: ClaimedMail, outcome: MailOutcome): Promise<Step> {
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
