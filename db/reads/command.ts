import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { commands } from '../schema/process.ts';
import type { CommandState } from '../schema/process.ts';

const columns = {
  id: commands.id,
  subjectType: commands.subjectType,
  subjectId: commands.subjectId,
  step: commands.step,
  /** One that is still being sent is accepted, for whoever asks. */
  state: sql<
    Exclude<CommandState, 'sending'>
  >`case ${commands.state} when 'sending' then 'accepted' else ${commands.state} end`,
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
    .where(and(sql`${commands.id} = any(${sql.param(ids)}::uuid[])`, inArray(commands.state, ['done', 'refused'])));
