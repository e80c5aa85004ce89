import { and, eq, sql } from 'drizzle-orm';
import type { Subject } from '../../../domain/process/subject.ts';
import type { Executor } from '../../client.ts';
import { prepareOnce } from '../../driver/prepared.ts';
import { commands } from '../../schema/process.ts';

/** A person's click, before it is sent. */
export interface AcceptedCommand {
  readonly id: string;
  /** Null for a visitor. */
  readonly accountId: string | null;
  readonly subject: Subject;
  /** The version the person saw; null when not said. */
  readonly version: number | null;
  readonly request: { readonly step: string; readonly body: object };
}

/**
 * Writes the command down, once.
 *
 * @returns whether this call did; false when the command was there already
 */
export async function acceptCommand(db: Executor, { request, subject, ...command }: AcceptedCommand): Promise<boolean> {
  const rows = await insertion(db).execute({
    ...command,
    subjectType: subject.type,
    subjectId: subject.id,
    step: request.step,
    body: request.body,
  });
  return rows.length === 1;
}

const { placeholder } = sql;
const insertion = prepareOnce((db) =>
  db
    .insert(commands)
    .values({
      id: placeholder('id'),
      accountId: placeholder('accountId'),
      subjectType: placeholder('subjectType'),
      subjectId: placeholder('subjectId'),
      version: placeholder('version'),
      step: placeholder('step'),
      body: placeholder('body'),
    })
    .onConflictDoNothing()
    .returning({ id: commands.id })
    .prepare('accept_command'),
);

/** Forgets a command that certainly was never sent, so that it does not happen later by itself. */
export const forgetCommand = (db: Executor, id: string) =>
  db.delete(commands).where(and(eq(commands.id, id), eq(commands.state, 'accepted')));
