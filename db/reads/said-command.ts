import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Subject } from '../../domain/process/subject.ts';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { accounts } from '../schema/organization.ts';
import { commands } from '../schema/process.ts';

/** A command as a signal says it; it is believed only as far as the portal's row. */
export interface SaidCommand {
  readonly commandId: string;
  readonly step: string;
  readonly version: number | null;
}

export const actors = alias(accounts, 'actor');

/** The command with the person who gave it, as that person is now; nobody for a visitor's. */
export const commandColumns = {
  command: {
    state: commands.state,
    body: commands.body,
    accountId: commands.accountId,
    acceptedAt: commands.acceptedAt,
  },
  actor: {
    id: actors.id,
    roles: actors.roles,
    organizationId: actors.organizationId,
    parkId: actors.parkId,
    declaredCreditCodes: actors.declaredCreditCodes,
    active: actors.active,
  },
};

const { placeholder } = sql;

/** Whether it is the one that was said: none when it was accepted for another subject, step or version. */
export const isTheCommand = and(
  sql`${commands.id} = ${placeholder('commandId')}::uuid`,
  eq(commands.subjectType, placeholder('type')),
  eq(commands.subjectId, placeholder('subjectId')),
  eq(commands.step, placeholder('step')),
  sql`${commands.version} is not distinct from ${placeholder('version')}::int`,
);

/** What {@link isTheCommand} is asked of; null: of none. */
export const commandValues = ({ type, id }: Subject, command: SaidCommand | null) => ({
  type,
  subjectId: id,
  commandId: command?.commandId ?? null,
  step: command?.step ?? '',
  version: command?.version ?? null,
});

/** A command of a subject that has no row yet. It is not held. At most one. */
export const selectCommand = (tx: Executor, subject: Subject, command: SaidCommand) =>
  saidCommand(tx).execute(commandValues(subject, command));

const saidCommand = prepareOnce((db) =>
  db
    .select(commandColumns)
    .from(commands)
    .leftJoin(actors, eq(actors.id, commands.accountId))
    .where(isTheCommand)
    .prepare('said_command'),
);

/** A command as it is written down, with the person who gave it; nobody for a visitor's. */
export type GivenCommand = Awaited<ReturnType<typeof selectCommand>>[number];

/** The command of a row that was asked with it; null when there is none. */
export const givenIn = ({
  command,
  actor,
}: {
  readonly command: GivenCommand['command'] | null;
  readonly actor: GivenCommand['actor'];
}): GivenCommand | null => command && { command, actor };
