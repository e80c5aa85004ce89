import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { commands } from '../schema/process.ts';

const columns = {
  id: commands.id,
  subjectType: commands.subjectType,
  subjectId: commands.subjectId,
  step: commands.step,
  state: commands.state,
  code: commands.code,
};

/** One of a person's own commands, or of a visitor's. */
export async function findCommand(db: Executor, id: string, accountId: string | null) {
  const [row] = await db
    .select(columns)
    .from(commands)
    .where(
      and(eq(commands.id, id), accountId === null ? isNull(commands.accountId) : eq(commands.accountId, accountId)),
    );
  return row;
}

/** Those of the commands that have their outcome. */
export const listSettledCommands = (db: Executor, ids: readonly string[]) =>
  db
    .select({ id: commands.id, code: commands.code })
    .from(commands)
    .where(and(sql`${commands.id} = any(${sql.param(ids)}::uuid[])`, ne(commands.state, 'accepted')));
