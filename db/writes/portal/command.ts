import { and, eq, sql } from 'drizzle-orm';
import type { Subject } from '../../../domain/process/subject.ts';
import type { Executor } from '../../client.ts';
import { prepareOnce } from '../../driver/prepared.ts';
import { commands } from '../../schema/process.ts';
import type { CommandState } from '../../schema/process.ts';

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
 * Writes the command down before it is sent, once; one that was withdrawn is sent anew.
 *
 * @returns whether this call did; false when the command was there already, and not withdrawn
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
      state: 'sending',
    })
    .onConflictDoUpdate({
      target: commands.id,
      set: {
        state: 'sending',
        version: sql`excluded.version`,
        body: sql`excluded.body`,
        acceptedAt: sql`excluded.accepted_at`,
        settledAt: null,
      },
      setWhere: eq(commands.state, 'withdrawn'),
    })
    .returning({ id: commands.id })
    .prepare('accept_command'),
);

/** How a command stands once what its sender is told has been decided. */
export interface StandingCommand {
  readonly state: CommandState;
  readonly code: string | null;
}

/**
 * Decides what the sender of a command is told, in its row: that it will have an outcome (`accepted`), or that it never happens
 * (`withdrawn`). The first who decides wins, a recording that holds the row among them: it is waited for.
 *
 * @returns how the command stands then, whoever decided; undefined when there is none
 */
export async function decideCommand(
  db: Executor,
  id: string,
  state: 'accepted' | 'withdrawn',
): Promise<StandingCommand | undefined> {
  const [decided] = await db
    .update(commands)
    .set(state === 'withdrawn' ? WITHDRAWN : { state })
    .where(and(eq(commands.id, id), eq(commands.state, 'sending')))
    .returning(standing);
  return decided ?? (await db.select(standing).from(commands).where(eq(commands.id, id)))[0];
}

const standing = { state: commands.state, code: commands.code };

/** What is not done is not kept: whoever sends it again says it again. */
export const WITHDRAWN = { state: 'withdrawn', body: {}, settledAt: sql`now()` } as const;
