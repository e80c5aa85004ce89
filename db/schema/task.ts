import { sql } from 'drizzle-orm';
import { bigserial, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { TASK_KIND_NAMES, TASK_STATES } from '../../domain/task.ts';
import type { Group, TaskKind, TaskState } from '../../domain/task.ts';
import { id, instant, listOf } from './columns.ts';
import { accounts } from './organization.ts';
import { subjectColumns, subjectTypes } from './process.ts';

/** What people call the subject of a task: its number, and its name where it has one. */
export interface TaskTitle {
  readonly number: string;
  readonly name: string | null;
}

/** Waits for a person's decision. A task without a group cannot exist. */
export const tasks = pgTable(
  'tasks',
  {
    id: id(),
    ...subjectColumns(),
    /** What people call its subject, and what it is found by: stored when it is opened, so that the inbox joins no process. */
    title: jsonb().$type<TaskTitle>().notNull(),
    tokens: text().array().notNull(),
    /** The subject's version, for as long as the task is open. */
    version: integer().notNull(),
    kind: text().$type<TaskKind>().notNull(),
    group: text('group_key').$type<Group>().notNull(),
    state: text().$type<TaskState>().notNull(),
    dueAt: instant('due_at').notNull(),
    claimedBy: uuid('claimed_by').references(() => accounts.id),
    openedAt: instant('opened_at').notNull(),
    /** The subject's event that opened it. */
    openedSeq: integer('opened_seq').notNull(),
    closedAt: instant('closed_at'),
    closedBy: uuid('closed_by'),
    /** The subject's event that closed it, and the version the decision had seen. */
    closedSeq: integer('closed_seq'),
    seenVersion: integer('seen_version'),
  },
  (table) => [
    uniqueIndex('tasks_one_open')
      .on(table.subjectId)
      .where(sql`${table.state} in ('open', 'claimed')`),
    index('tasks_inbox')
      .on(table.group, table.dueAt, table.id)
      .where(sql`${table.state} in ('open', 'claimed')`),
    index('tasks_inbox_kind')
      .on(table.group, table.kind, table.dueAt, table.id)
      .where(sql`${table.state} in ('open', 'claimed')`),
    index('tasks_group').on(table.group, table.state, table.dueAt, table.id),
    index('tasks_subject').on(table.subjectId),
    index('tasks_mine')
      .on(table.claimedBy, table.group, table.dueAt, table.id)
      .where(sql`${table.state} in ('open', 'claimed')`),
    index('tasks_tokens').using('gin', table.tokens),
    check('tasks_subject_type', sql`${table.subjectType} in (${subjectTypes})`),
    check('tasks_kind', sql`${table.kind} in (${listOf(TASK_KIND_NAMES)})`),
    check('tasks_state', sql`${table.state} in (${listOf(TASK_STATES)})`),
    check('tasks_group_known', sql`${table.group} ~ '^(center|finance|admin|(park|institution):[0-9a-f-]{36})$'`),
    check('tasks_claimed', sql`${table.state} <> 'claimed' or ${table.claimedBy} is not null`),
    check('tasks_closed', sql`(${table.state} in ('done', 'withdrawn')) = (${table.closedAt} is not null)`),
  ],
);

/** `isOpenTask` of the domain, written out as the indexes are: a prepared plan could not use them otherwise. */
export const taskIsOpen = sql`${tasks.state} in ('open', 'claimed')`;

/** Who claimed and released a task, and when: the part of its history that its subject's events do not tell. */
export const taskClaims = pgTable(
  'task_claims',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    taskId: uuid('task_id')
      .notNull()
      .references(() => tasks.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    what: text().$type<'claimed' | 'released'>().notNull(),
    at: instant('at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    index('task_claims_task').on(table.taskId, table.id),
    check('task_claims_what', sql`${table.what} in ('claimed', 'released')`),
  ],
);
