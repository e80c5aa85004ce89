import { sql } from 'drizzle-orm';
import { bigserial, check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Group, TaskKind, TaskState } from '../../domain/task.ts';
import { id, instant } from './columns.ts';
import { accounts } from './organization.ts';
import { orders } from './order.ts';

/** Waits for a person's decision. A task without a group cannot exist. */
export const tasks = pgTable(
  'tasks',
  {
    id: id(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    kind: text().$type<TaskKind>().notNull(),
    group: text('group_key').$type<Group>().notNull(),
    state: text().$type<TaskState>().notNull(),
    dueAt: instant('due_at').notNull(),
    claimedBy: uuid('claimed_by').references(() => accounts.id),
    openedAt: instant('opened_at').notNull(),
    /** The order's event that opened it. */
    openedSeq: integer('opened_seq').notNull(),
    closedAt: instant('closed_at'),
    closedBy: uuid('closed_by'),
    /** The order's event that closed it, and the version the decision had seen. */
    closedSeq: integer('closed_seq'),
    seenVersion: integer('seen_version'),
  },
  (table) => [
    uniqueIndex('tasks_one_open')
      .on(table.orderId)
      .where(sql`${table.state} in ('open', 'claimed')`),
    index('tasks_inbox')
      .on(table.group, table.dueAt, table.id)
      .where(sql`${table.state} in ('open', 'claimed')`),
    index('tasks_inbox_kind')
      .on(table.group, table.kind, table.dueAt, table.id)
      .where(sql`${table.state} in ('open', 'claimed')`),
    index('tasks_group').on(table.group, table.state, table.dueAt, table.id),
    index('tasks_order').on(table.orderId),
    index('tasks_claimed_by').on(table.claimedBy, table.dueAt, table.id),
    check(
      'tasks_kind',
      sql`${table.kind} in ('paymentReview', 'redemptionReview', 'supplement', 'payout', 'contractChange')`,
    ),
    check('tasks_state', sql`${table.state} in ('open', 'claimed', 'done', 'withdrawn')`),
    check('tasks_group_known', sql`${table.group} ~ '^(center|finance|admin|(park|institution):[0-9a-f-]{36})$'`),
    check('tasks_claimed', sql`${table.state} <> 'claimed' or ${table.claimedBy} is not null`),
    check('tasks_closed', sql`(${table.state} in ('done', 'withdrawn')) = (${table.closedAt} is not null)`),
  ],
);

/** `isOpenTask` of the domain, written out as the indexes are: a prepared plan could not use them otherwise. */
export const taskIsOpen = sql`${tasks.state} in ('open', 'claimed')`;

/** Who claimed and released a task, and when: the part of its history that its order's events do not tell. */
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
