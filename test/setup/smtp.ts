import type { Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../../scripts/servers/free-port.ts';

/** What a mail server says: yes, a code of refusal, or nothing at all any more. */
export type Verdict = 'yes' | 'hangs' | 'hangs up' | number;

/** A mail it has had whole, as it came over the wire and as a mail program shows it. */
export interface Received {
  readonly to: string;
  readonly raw: string;
  readonly mail: ParsedMail;
  /** What it answered. A mail it has had whole and said nothing about may count as delivered. */
  readonly verdict: Verdict;
}

/** A real SMTP server that keeps what it is given. It is down until it is told to come up. */
export async function aMailServer() {
  const port = await freePort(0);
  const received: Received[] = [];
  const asked: string[] = [];
  let server: SMTPServer | undefined;
  const behaviour = {
    /** How it answers a recipient. */
    toRecipient: (_address: string): Verdict => 'yes',
    /** How it answers a whole message. */
    toMessage: (_address: string): Verdict => 'yes',
  };
  const reply = (verdict: Verdict, hangUp: () => unknown, done: (error?: Error) => void): void => {
    if (verdict === 'yes') done();
    else if (verdict === 'hangs up') hangUp();
    else if (verdict !== 'hangs') done(Object.assign(new Error('not now, or never'), { responseCode: verdict }));
  };

  async function up(): Promise<void> {
    if (server) return;
    const sockets = new Map<number, Socket>();
    const cut = ({ remotePort }: { remotePort: number }): unknown => sockets.get(remotePort)?.destroy();
    const own = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 10,
      onRcptTo({ address }, session, done) {
        asked.push(address);
        reply(behaviour.toRecipient(address), () => cut(session), done);
      },
      onData(stream, session, done) {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        void whole(stream).then(async (raw) => {
          const verdict = behaviour.toMessage(to);
          received.push({ to, raw, mail: await simpleParser(raw), verdict });
          reply(verdict, () => cut(session), done);
        });
      },
    });
    own.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort ?? 0, socket));
    own.on('error', () => undefined); // a client that was killed
    await new Promise<void>((resolve) => own.listen(port, '127.0.0.1', () => resolve()));
    server = own;
  }

  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** Recipients as they were named, refused ones too. */
    asked,
    behaviour,
    up,
    down: async (): Promise<void> => {
      await new Promise<void>((resolve) => (server ? server.close(resolve) : resolve()));
      server = undefined;
    },
    /** The mails it has had for someone. */
    to: (address: string): Received[] => received.filter((mail) => mail.to === address),
  };
}

async function whole(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
