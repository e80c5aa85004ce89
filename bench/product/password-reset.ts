import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { accounts } from '../../db/schema/organization.ts';
import { passwordResets } from '../../db/schema/password-reset.ts';
import { signInFailures } from '../../db/schema/portal.ts';
import { ORGANIZATIONS } from '../../scripts/seed/scheme.ts';
import type { Contender, Lifecycle } from '../contender.ts';
import type { Part } from '../cpu.ts';
import type { Caller } from '../http.ts';

/** A life of the password reset: a visitor asks, the center issues the link, the visitor sets the password. */
const RESET_ACTIONS = ['request', 'issueLink', 'setPassword'] as const;

/** What a network, and everybody together, has asked for already: so little that no window uses up what is left. */
const ASKED_ALREADY = -1_000_000;
const COUNTED = ['reset-address:127.0.0.1', 'reset-all:all'];

/** Rows to one statement; PostgreSQL takes 65 535 parameters. */
const BATCH = 2_000;
/** The answer to a request names no reset: whoever decides finds it in the inbox, the bench in its row, looking so often. */
const LOOK_EVERY_MS = 25;
const FOUND_WITHIN_MS = 30_000;

interface Options {
  readonly db: Database;
  /** The product's processes. */
  readonly parts: readonly Part[];
  readonly visitor: Caller;
  readonly center: Caller;
  /** Whose account is reset, and how its hash is made; each life has a new one of the same company. */
  readonly model: string;
}

/** P: the product's second process, driven over HTTP as A is, by the same api and worker. */
export async function passwordResetsOf({ db, parts, visitor, center, model }: Options): Promise<Contender> {
  const [known] = await db.select().from(accounts).where(eq(accounts.username, model));
  if (!known) throw new Error(`no account ${model}`);
  await db.insert(signInFailures).values(COUNTED.map((key) => ({ key, points: ASKED_ALREADY, expire: null })));
  const waiting: { readonly id: string; readonly username: string }[] = [];

  const begin = (): Lifecycle => {
    const account = waiting.pop();
    if (!account) throw new Error('no account is left; more lives were driven than foreseen');
    let begun: Promise<string> | undefined;
    let id = '';
    let link = '';
    const actions: Readonly<Record<(typeof RESET_ACTIONS)[number], () => Promise<unknown>>> = {
      request: async () => {
        await visitor.post('/api/password-resets', askFor(account.username));
        begun = findBegun(db, account.id); // nobody waits for it here: whoever decides does
      },
      issueLink: async () => {
        id = (await begun) ?? '';
        const body = { identityCheck: '拨打登记电话，与法定代表人核对了营业执照号', version: 1 };
        ({ link } = await center.post<{ link: string }>(`/api/password-resets/${id}/link`, body));
      },
      setPassword: () =>
        visitor.post('/api/password', { token: new URL(link).searchParams.get('token'), password: randomUUID() }),
    };
    const steps = RESET_ACTIONS.values();
    return async () => {
      const { value: step } = steps.next();
      if (!step) throw new Error(`a life has ${RESET_ACTIONS.length} actions`);
      await actions[step]();
    };
  };
  return {
    name: 'P',
    actions: RESET_ACTIONS,
    parts,
    prepare: async (lives) => {
      const { passwordHash, roles, organizationId } = known;
      const missing = Array.from({ length: Math.max(0, lives - waiting.length) }, () => {
        const id = randomUUID();
        return { id, username: `reset-${id}`, name: '经办人', passwordHash, roles, organizationId };
      });
      for (let from = 0; from < missing.length; from += BATCH)
        await db.insert(accounts).values(missing.slice(from, from + BATCH));
      waiting.push(...missing);
    },
    begin,
    stop: () => Promise.resolve(),
  };
}

/** The reset of an account, once it is recorded. @throws Error when it is not in time */
async function findBegun(db: Database, accountId: string): Promise<string> {
  for (const late = performance.now() + FOUND_WITHIN_MS; performance.now() < late; await pause(LOOK_EVERY_MS)) {
    const [row] = await db
      .select({ id: passwordResets.id })
      .from(passwordResets)
      .where(eq(passwordResets.accountId, accountId));
    if (row) return row.id;
  }
  throw new Error(`no reset was begun for account ${accountId}`);
}

const askFor = (username: string) => ({
  username,
  company: ORGANIZATIONS.enterprise.name,
  creditCode: ORGANIZATIONS.enterprise.creditCode,
  contact: '经办人',
  landline: '0371-67981234',
  reason: '经办人离职，密码未交接',
});
