import { eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import { TASK_KINDS } from '../../domain/task.ts';
import { tokensOf } from '../tokens.ts';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { ONE, slot, slotName, slotsOf } from '../driver/write.ts';
import type { Write } from '../driver/write.ts';
import { selectPasswordResets } from '../reads/password-reset.ts';
import { actors, commandColumns, commandValues, isTheCommand } from '../reads/said-command.ts';
import type { SaidCommand } from '../reads/said-command.ts';
import { commands } from '../schema/process.ts';
import { accounts, organizations } from '../schema/organization.ts';
import { passwordResets } from '../schema/password-reset.ts';

/** The reset's row, held until the transaction ends, with its open task and the command, which are not held. At most one. */
export const lockPasswordResetRows = (tx: Executor, id: string, command: SaidCommand | null) =>
  heldReset(tx).execute({ id, ...commandValues({ type: 'passwordReset', id }, command) });

const heldReset = prepareOnce((db) =>
  selectPasswordResets(db, commandColumns)
    .leftJoin(commands, isTheCommand)
    .leftJoin(actors, eq(actors.id, commands.accountId))
    .where(eq(passwordResets.id, sql.placeholder('id')))
    .for('update', { of: passwordResets })
    .prepare('held_password_reset'),
);

/** The account of a user name, whatever its case, with its company. At most one. */
export const selectAccountNamed = (tx: Executor, username: string) =>
  tx
    .select({
      id: accounts.id,
      roles: accounts.roles,
      active: accounts.active,
      passwordChangedAt: accounts.passwordChangedAt,
      creditCode: organizations.creditCode,
    })
    .from(accounts)
    .leftJoin(organizations, eq(organizations.id, accounts.organizationId))
    .where(sql`lower(${accounts.username}) = lower(${username})`);

/** Gives an account its new password. Every session it has ends by the trigger `accounts_end_sessions`. @source L14 */
export function renewPassword(accountId: string, passwordHash: string, now: Instant): Write {
  const name = 'password';
  const { slots, values } = slotsOf(name, accounts, { passwordHash, passwordChangedAt: now });
  return {
    name,
    shape: '',
    build: (db) =>
      db
        .update(accounts)
        .set(slots)
        .where(eq(accounts.id, slot(name, 'account')))
        .returning({ one: ONE }),
    values: { ...values, [slotName(name, 'account')]: accountId },
    insists: { rows: 1, orElse: () => new Error(`account ${accountId} is gone`) },
  };
}

/** What a task of a password reset is found by: its number, the user name and the company it gives, and what it is called. */
export const passwordResetTokens = (texts: readonly string[]): readonly string[] => [
  ...new Set([...tokensOf(...texts), ...PASSWORD_RESET_KIND_TOKENS]),
];

/** What every password reset is called: by its task, and by whoever asks for one. @source L14 */
export const PASSWORD_RESET_KIND_TOKENS: readonly string[] = tokensOf(
  TASK_KINDS.passwordReset.zh,
  TASK_KINDS.passwordReset.en,
  '找回密码',
);
