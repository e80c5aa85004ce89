import parseAddresses from 'nodemailer/lib/addressparser';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const Variables = z
  .object({
    NODE_ENV: z.string().default('development'),
    LISTEN_HOST: z.string().optional(),
    PORT: port.default(8080),
    DATA_DIR: z.string().default('.data'),
    DATABASE_URL: z.string().default('postgres://127.0.0.1:54320/quanliu'),
    TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
    TEMPORAL_NAMESPACE: z.string().default('default'),
    /** Of what worker and reader send to Temporal and get from it. */
    TEMPORAL_COMPRESSION: z.enum(['none', 'gzip']).default('none'),
    TEMPORAL_WEB_URL: z.string().optional(),
    TASK_QUEUE: z.string().default('quanliu'),
    METRICS_HOST: z.string().default('127.0.0.1'),
    METRICS_PORT: port.default(0),
    COMMAND_WAIT_MS: z.coerce.number().int().min(0).max(60_000).default(5000),
    SESSION_HOURS: z.coerce.number().positive().max(24).default(8),
    /** How often a worker makes anew what is missing in Temporal; a quarter of an hour is promised. */
    UPKEEP_EVERY_MS: z.coerce.number().int().min(1000).max(600_000).default(300_000),
    SESSION_SECRET: z.string().min(16).optional(),
    PUBLIC_URL: z.string().optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/./, 'smtp://… or smtps://…')
      .optional(),
    MAIL_FROM: z.string().refine(isSender, 'one mail address, alone or as 名称 <name@host>').optional(),
  })
  .refine(({ NODE_ENV, SESSION_SECRET }) => NODE_ENV !== 'production' || SESSION_SECRET !== undefined, {
    message: 'SESSION_SECRET must be set in production',
    path: ['SESSION_SECRET'],
  })
  .refine(({ NODE_ENV, SMTP_URL, MAIL_FROM }) => NODE_ENV !== 'production' || !SMTP_URL || MAIL_FROM !== undefined, {
    message: 'MAIL_FROM must be set in production where SMTP_URL is',
    path: ['MAIL_FROM'],
  });

const ADDRESS = /^[^\s@<>()]+@[^\s@<>().]+(?:\.[^\s@<>().]+)*$/;

/** Whether a text is a sender that every mail may have: one address, which ends it, with or without a name before it. */
function isSender(text: string): boolean {
  const [sender, ...more] = parseAddresses(text);
  if (!sender || more.length > 0 || !('address' in sender) || !ADDRESS.test(sender.address ?? '')) return false;
  return !/\p{Cc}/u.test(text) && (text.trim() === sender.address || text.trim().endsWith(`<${sender.address}>`));
}

export type Environment = ReturnType<typeof readEnvironment>;

/**
 * The environment, read once at the start of a process.
 *
 * @throws Error naming every variable that is missing or not of its form
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env) {
  const parsed = Variables.safeParse(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '')));
  if (!parsed.success) throw new Error(`environment: ${z.prettifyError(parsed.error)}`);
  const read = parsed.data;
  return {
    production: read.NODE_ENV === 'production',
    /** Where the portal listens: everywhere in production, on loopback otherwise, since the demo accounts' password is known. */
    host: read.LISTEN_HOST ?? (read.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1'),
    port: read.PORT,
    dataDir: read.DATA_DIR,
    databaseUrl: read.DATABASE_URL,
    temporalAddress: read.TEMPORAL_ADDRESS,
    temporalCompression: read.TEMPORAL_COMPRESSION,
    temporalNamespace: read.TEMPORAL_NAMESPACE,
    temporalWebUrl: read.TEMPORAL_WEB_URL,
    taskQueue: read.TASK_QUEUE,
    /** Where metrics are served, apart from the portal; port 0: any free one. */
    metrics: { host: read.METRICS_HOST, port: read.METRICS_PORT },
    commandWaitMs: read.COMMAND_WAIT_MS,
    /** After so many hours a session ends, used or not. */
    sessionHours: read.SESSION_HOURS,
    upkeepEveryMs: read.UPKEEP_EVERY_MS,
    sessionSecret: read.SESSION_SECRET ?? 'quanliu-development-only',
    publicUrl: read.PUBLIC_URL ?? `http://localhost:${read.PORT}`,
    /** None: no mail is sent; outside production mails are kept for the mailbox page. */
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM ?? '券流 <no-reply@localhost>',
  };
}
