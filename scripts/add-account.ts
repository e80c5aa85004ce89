import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { hash } from '@node-rs/argon2';
import { z } from 'zod';
import { connect } from '../db/client.ts';
import { accounts, parks } from '../db/schema/organization.ts';
import { resolveDatabaseUrl } from './start/addresses.ts';

const USAGE = `npm run add-account -- --username <name> --name <full name> --role admin|center|finance|park [--park <park>]
The password is read from standard input: asked for at a terminal, else its first line. At least 12 characters.`;

const Wanted = z
  .object({
    username: z.string().regex(/^[a-z][a-z0-9-]{2,49}$/),
    name: z.string().min(1).max(100),
    role: z.enum(['admin', 'center', 'finance', 'park']),
    park: z.string().min(1).max(200).optional(),
    password: z.string().min(12).max(200),
  })
  .refine(({ role, park }) => (role === 'park') === (park !== undefined), {
    path: ['park'],
    message: 'a park account, and only that, names its park',
  })
  .refine(({ username }) => !username.startsWith('demo-'), {
    path: ['username'],
    message: 'names that begin with demo- are for sample data and refused in production',
  });

async function passwordTyped(): Promise<string> {
  const input = createInterface({ input: process.stdin, output: process.stdin.isTTY ? process.stdout : undefined });
  if (process.stdin.isTTY) return input.question('Password (shown as you type): ').finally(() => input.close());
  for await (const line of input) return line;
  return '';
}

// Staff accounts of an installation without sample data: the first administrator comes by this way.
try {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { username: text, name: text, role: text, park: text } });
  const wanted = Wanted.safeParse({ ...values, password: await passwordTyped() });
  if (!wanted.success) throw new Error(`${z.prettifyError(wanted.error)}\n\n${USAGE}`);
  const { username, name, role, park, password } = wanted.data;
  const database = connect(resolveDatabaseUrl(), { max: 1, name: 'quanliu-add-account' });
  await database.db.transaction(async (tx) => {
    const [bound] =
      park === undefined
        ? []
        : await tx
            .insert(parks)
            .values({ name: park })
            .onConflictDoUpdate({ target: parks.name, set: { name: park } })
            .returning();
    await tx
      .insert(accounts)
      .values({ username, name, roles: [role], passwordHash: await hash(password), parkId: bound?.id ?? null });
  });
  await database.close();
  console.log(`${username} may sign in as ${role}${park === undefined ? '' : ` of ${park}`}.`);
} catch (error) {
  const taken =
    error instanceof Error &&
    error.cause instanceof Error &&
    'constraint' in error.cause &&
    error.cause.constraint === 'accounts_username';
  console.error(taken ? 'This user name is taken.' : error instanceof Error ? error.message : String(error));
  process.exit(1);
}
