import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { mails } from '../../db/schema/mail.ts';
import { accounts } from '../../db/schema/organization.ts';
import { DELIVERY, deliveryProcess } from '../../workflows/messages/delivery.ts';
import { savePreferences } from '../../db/writes/portal/mail.ts';
import type { MailPreferences } from '../../domain/mail.ts';
import { DEFAULT_PREFERENCES } from '../../domain/mail.ts';
import { aMailServer } from './smtp.ts';
import { eventually } from './eventually.ts';
import { aWorld } from './world.ts';

/** A world whose people have addresses, a mail server, and the delivery between them. */
export type Post = Awaited<ReturnType<typeof aPost>>;

export const PUBLIC_URL = 'http://portal.test';
export const FROM = '券流 <no-reply@portal.test>';

interface Wishes {
  readonly now?: () => string;
  /** How many stretches of its activity a run of the delivery lasts. */
  readonly stretches?: number;
  /** No `SMTP_URL` is set. */
  readonly kept?: boolean;
}

export async function aPost({ now, stretches, kept = false }: Wishes = {}) {
  const server = await aMailServer();
  const mailing = { smtpUrl: kept ? undefined : server.url, from: FROM, publicUrl: PUBLIC_URL };
  const world = await aWorld({}, { mailing, ...(now && { now }) });
  const { db, temporal } = world;
  await db.update(accounts).set({ email: sql`${accounts.name} || '@example.com'` as never });
  await server.up();
  const workflowId = deliveryProcess(temporal.taskQueue);
  await temporal.client.workflow.start(DELIVERY, {
    workflowId,
    taskQueue: temporal.taskQueue,
    args: [stretches === undefined ? {} : { stretches }],
  });

  const all = () => db.select().from(mails).orderBy(mails.id);
  return {
    ...world,
    server,
    allMails: all,
    /** Who has how many mails in which state: `{ 'chen sent': 2 }`. */
    tally: async (): Promise<Record<string, number>> => {
      const rows = await db
        .select({ name: accounts.name, state: mails.state })
        .from(mails)
        .innerJoin(accounts, eq(accounts.id, mails.accountId));
      const counts: Record<string, number> = {};
      for (const { name, state } of rows) counts[`${name} ${state}`] = (counts[`${name} ${state}`] ?? 0) + 1;
      return counts;
    },
    /** Waits until no mail waits and none is on its way. */
    settled: () =>
      eventually(
        () =>
          db.execute<{ open: number }>(
            sql`select (select count(*) from notifications where mail = 'waiting')
            + (select count(*) from mails where state in ('waiting', 'sending')) as open`,
          ),
        ({ rows: [row] }) => Number(row?.open) === 0,
        { withinMs: 50_000 }, // mails are put off, and their tests may take a minute
      ),
    /** The pauses that the server's answers asked for are over. */
    pausesPass: () =>
      db
        .update(mails)
        .set({ nextAt: sql`now()` as never })
        .where(eq(mails.state, 'waiting')),
    /** The leases of a holder that is gone have ended. */
    leasesEnd: () =>
      db
        .update(mails)
        .set({ leaseUntil: sql`now() - interval '1 second'` as never })
        .where(and(isNotNull(mails.leaseUntil), inArray(mails.state, ['waiting', 'sending']))),
    prefers: (who: { id: string }, wanted: Partial<MailPreferences>) =>
      savePreferences(db, who.id, { ...DEFAULT_PREFERENCES, ...wanted }),
    delivery: temporal.client.workflow.getHandle(workflowId),
    close: async (): Promise<void> => {
      await temporal.stopWorker();
      await temporal.client.workflow.getHandle(workflowId).terminate('the test is over');
      await world.close();
      await server.down();
    },
  };
}
