import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { check, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { ClockStep } from '../../domain/process/steps.ts';
import { SUBJECT_TYPES } from '../../domain/process/subject.ts';
import type { SubjectType } from '../../domain/process/subject.ts';
import type { Clock } from '../../domain/process/wait.ts';
import type { Role } from '../../domain/role.ts';
import type { RuleSet } from '../../domain/rule-set.ts';
import { instant, listOf } from './columns.ts';
import { accounts, organizations } from './organization.ts';

/** What a row is about. A subject's row is begun by a recording, so that no foreign key can hold it. */
export const subjectColumns = () => ({
  subjectType: text('subject_type').$type<SubjectType>().notNull(),
  subjectId: uuid('subject_id').notNull(),
});

/** What the row of every subject has: where it stands, how far its clock has come, and the wait it is in. */
export const processColumns = <State extends string>() => ({
  id: uuid().primaryKey(),
  number: text().notNull().unique(),
  state: text().$type<State>().notNull(),
  version: integer().notNull(),
  seq: integer().notNull(),
  clock: jsonb().$type<Clock>().notNull(),
  rules: jsonb().$type<RuleSet>().notNull(),
  /** Who must act, with which step, as the rule said when it was last recorded; null when nobody must. */
  waitingRole: text('waiting_role'),
  waitingStep: text('waiting_step'),
  /** Who else must act with the same step; null where one side must, or nobody. */
  waitingAlso: text('waiting_also'),
  /** Until when whoever must act has time; null where nothing ends. */
  dueAt: instant('due_at'),
  changedAt: instant('changed_at').notNull(),
});

/** The types of subjects there are, for check constraints. */
export const subjectTypes = listOf(Object.keys(SUBJECT_TYPES));

/**
 * The append-only events of one process, steps of people and of the clock: each process has a table of its own, all alike.
 *
 * @param subject the process's row that an event is of
 */
export const eventsTable = <State extends string, Step extends string>(name: string, subject: () => AnyPgColumn) =>
  pgTable(
    name,
    {
      subjectId: uuid('subject_id').notNull().references(subject),
      seq: integer().notNull(),
      /** The command's id; the clock's is `<subject>/<seq>/<step>`. */
      commandId: text('command_id').notNull(),
      step: text().$type<Step | ClockStep>().notNull(),
      /** Null for the clock and for visitors. */
      actorId: uuid('actor_id'),
      actorRole: text('actor_role').$type<Role>(),
      fromState: text('from_state').$type<State>(),
      toState: text('to_state').$type<State>().notNull(),
      /** The subject's version afterwards. */
      version: integer().notNull(),
      /** The reason or comment given. */
      reason: text(),
      /** The step's body as taken, but for its secret parts: every round is kept. */
      body: jsonb().notNull(),
      at: instant('at').notNull(),
    },
    (table) => [
      primaryKey({ columns: [table.subjectId, table.seq] }),
      unique(`${name}_command`).on(table.commandId),
      index(`${name}_actor`).on(table.actorId, table.at.desc(), table.subjectId.desc(), table.seq.desc()),
    ],
  );

/** The events of a process with these states and steps. */
export type EventsOf<State extends string, Step extends string> = ReturnType<typeof eventsTable<State, Step>>;

/** The events of any process. */
export type EventsTable = EventsOf<string, string>;

/** The events of one process as those of any: one table is like another but for the names of states and steps. */
export const toEventsTable = <State extends string, Step extends string>(table: EventsOf<State, Step>): EventsTable =>
  table as unknown as EventsTable;

/**
 * How a command stands. `sending`: written down, and nobody has been answered yet. `accepted`: the person was told that it
 * will have an outcome. `withdrawn`: the person was told that it was not done, and it never is, unless they send it again.
 */
const COMMAND_STATES = ['sending', 'accepted', 'done', 'refused', 'withdrawn'] as const;
export type CommandState = (typeof COMMAND_STATES)[number];

/** The states of a command that may still be recorded. */
export const UNSETTLED_COMMANDS = ['sending', 'accepted'] as const satisfies readonly CommandState[];

/** Commands as accepted by the portal and as answered by the recording activity. */
export const commands = pgTable(
  'commands',
  {
    id: uuid().primaryKey(),
    /** Null for a visitor. */
    accountId: uuid('account_id'),
    ...subjectColumns(),
    step: text().notNull(),
    /** The version the person saw; null when not said. */
    version: integer(),
    /** What it says. Secret parts are taken out when it has its outcome; everything when it is withdrawn. */
    body: jsonb().notNull(),
    state: text().$type<CommandState>().notNull().default('accepted'),
    /** Why it was refused. */
    code: text(),
    acceptedAt: instant('accepted_at')
      .notNull()
      .default(sql`now()`),
    settledAt: instant('settled_at'),
  },
  (table) => [
    index('commands_unsettled')
      .on(table.acceptedAt)
      .where(sql`${table.state} in (${listOf(UNSETTLED_COMMANDS)})`),
    check('commands_subject_type', sql`${table.subjectType} in (${subjectTypes})`),
    check('commands_state', sql`${table.state} in (${listOf(COMMAND_STATES)})`),
    check('commands_code', sql`(${table.state} = 'refused') = (${table.code} is not null)`),
  ],
);

/** It may still be recorded. */
export const commandIsUnsettled = sql`${commands.state} in (${listOf(UNSETTLED_COMMANDS)})`;

/** Who had a task before them, and when last. A row lives a minute; the portal alone writes it. */
export const viewings = pgTable(
  'viewings',
  {
    ...subjectColumns(),
    taskId: uuid('task_id').notNull(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    seenAt: instant('seen_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.taskId, table.accountId] }),
    index('viewings_seen').on(table.seenAt),
    check('viewings_subject_type', sql`${table.subjectType} in (${subjectTypes})`),
  ],
);

/** Whether somebody still looks: the page says so every ten seconds. */
export const isViewed = sql`${viewings.seenAt} > now() - interval '60 seconds'`;

/** Who last wrote a field of a draft, and when. */
export interface DraftAuthor {
  readonly accountId: string;
  readonly name: string;
  readonly at: string;
}

/** A step as far as an organization has prepared it: what was typed, and the files it holds. Any of its people goes on with it. */
export const drafts = pgTable(
  'drafts',
  {
    ...subjectColumns(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    /** Who kept it last. */
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    /** The form's values as they were sent: texts, and lists of ids where files stand. */
    values: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    /** By the name of the field. */
    authors: jsonb().$type<Readonly<Record<string, DraftAuthor>>>().notNull().default({}),
    /** The files in it, which are not tidied away while it lasts. */
    attachmentIds: uuid('attachment_ids').array().notNull(),
    begunAt: instant('begun_at')
      .notNull()
      .default(sql`now()`),
    updatedAt: instant('updated_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.subjectId, table.organizationId] }),
    index('drafts_organization').on(table.organizationId),
    index('drafts_attachments').using('gin', table.attachmentIds),
    check('drafts_subject_type', sql`${table.subjectType} in (${subjectTypes})`),
  ],
);
