import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** What came of sending a mail. */
export type SendResult =
  | { readonly kind: 'sent' }
  /** It will never take this mail. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** Not now: it said so, or hung up before it had all of it. */
  | { readonly kind: 'putOff'; readonly problem: string }
  /** It had all of it and did not answer. */
  | { readonly kind: 'silent'; readonly problem: string }
  /** There is no talking to it, whatever the mail. */
  | { readonly kind: 'away'; readonly problem: string };

/** A composed mail and its addresses. */
export interface OutgoingMail {
  readonly from: string;
  readonly to: string;
  readonly message: Buffer;
  /** Told when everything but the end has been handed over; a mail whose end is not written was never sent. Throws: not sent. */
  readonly beforeEnd: () => Promise<void>;
}

/** One conversation with a mail server, kept for several mails. */
export interface SmtpSession {
  /** Sends a mail. Connects first when there is no open connection. */
  readonly send: (mail: OutgoingMail) => Promise<SendResult>;
  readonly close: () => void;
}

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 10_000, socketTimeout: 60_000 };
/** A server that answers letter by letter runs into no timeout of its own. Less than the lease of a mail. */
const LONGEST_MS = 150_000;

/**
 * Opens a conversation with the server of `SMTP_URL` when the first mail is sent: `smtp[s]://name:password@host:port`. `stop` breaks it off.
 *
 * nodemailer's own transports send again by themselves when a connection ends, and read a message before the server has asked
 * for it. Here one call is one attempt, and the end of a message is written only after the caller has noted it: so that after
 * a crash it is known which mails cannot have gone out.
 */
export function openSmtpSession(smtpUrl: string, stop: AbortSignal): SmtpSession {
  const { auth, ...options } = parseConnectionUrl(smtpUrl);
  let connection: SMTPConnection | undefined;

  const close = (): void => {
    connection?.close();
    connection = undefined;
  };

  async function send(mail: OutgoingMail): Promise<SendResult> {
    if (connection?.destroyed) connection = undefined; // ended by the server while nothing was said
    try {
      connection ??= await openConnection({ ...TIMEOUTS, ...options }, auth);
    } catch (error) {
      return { kind: 'away', problem: describeProblem(error) };
    }
    const answer = await transmit(connection, mail, AbortSignal.any([stop, AbortSignal.timeout(LONGEST_MS)]));
    if (answer.kind !== 'sent') close();
    return answer;
  }

  return {
    send,
    close: () => {
      connection?.quit();
      close();
    },
  };
}

type ConnectionOptions = ConstructorParameters<typeof SMTPConnection>[0];
type Credentials = Parameters<SMTPConnection['login']>[0];

function openConnection(options: ConnectionOptions, auth: Credentials): Promise<SMTPConnection> {
  const connection = new SMTPConnection(options);
  return new Promise((resolve, reject) => {
    connection.on('error', reject); // stays: an error nobody listens to would end the process
    connection.connect((error) => {
      if (error) return reject(error);
      if (!auth || !connection.allowsAuth) return resolve(connection);
      connection.login(auth, (refusal) => {
        if (!refusal) return resolve(connection);
        connection.close();
        reject(refusal);
      });
    });
  });
}

function transmit(
  connection: SMTPConnection,
  { from, to, message, beforeEnd }: OutgoingMail,
  giveUp: AbortSignal,
): Promise<SendResult> {
  let ended = false;
  async function* body() {
    yield message;
    await beforeEnd();
    ended = true;
  }
  return new Promise((resolve) => {
    const broken = (problem: string): SendResult => ({ kind: ended ? 'silent' : 'putOff', problem });
    const stopped = (): void => {
      resolve(broken('took too long, or this worker was stopped'));
      connection.close();
    };
    giveUp.addEventListener('abort', stopped, { once: true });
    connection.send({ from, to: [to] }, Readable.from(body(), { objectMode: false }), (error) => {
      giveUp.removeEventListener('abort', stopped);
      resolve(error ? (readAnswer(error) ?? broken(describeProblem(error))) : { kind: 'sent' });
    });
  });
}

/**
 * What the server has answered; undefined when it has not. Only an answer to the recipient or to the message speaks of this
 * mail; one to the sender speaks of all.
 */
function readAnswer(error: NodemailerError): SendResult | undefined {
  const problem = describeProblem(error);
  const { responseCode, command, code, permanent } = error;
  if (!responseCode) return code === 'EENVELOPE' ? { kind: 'refused', problem } : undefined; // an address that is none
  if (command === 'MAIL FROM') return { kind: 'away', problem };
  return { kind: permanent ? 'refused' : 'putOff', problem };
}

type NodemailerError = NonNullable<Parameters<Parameters<SMTPConnection['send']>[2]>[0]>;

/** An error in the words a mail's row keeps. */
const describeProblem = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 500);
