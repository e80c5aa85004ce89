import { z } from 'zod';
import type { Request } from 'express';
import { TASK_KINDS } from '../../../domain/task.ts';
import type { TaskKind } from '../../../domain/task.ts';
import { optionalText, text } from '../../forms/fields.ts';
import { byInstant } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import type { Query } from '../paths.ts';

export const INBOX_STATES = ['all', 'open', 'mine', 'overdue'] as const;

/** How the inbox is narrowed: all of it stands in the address. */
const inboxQuery = z.object({
  ...byInstant,
  state: z.enum(INBOX_STATES).default('all'),
  kind: z.enum(Object.keys(TASK_KINDS) as TaskKind[]).optional(),
  group: text(60).optional(),
  q: optionalText(100),
});

export type InboxQuery = z.output<typeof inboxQuery>;

/** The inbox's filter as the address says it; what is empty does not count. */
export const inboxQueryOf = ({ query }: Request): InboxQuery =>
  read(inboxQuery, Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')));

/** The same as an address again, without the place in the list. */
export const filterOf = ({ state, kind, group, q }: InboxQuery): Query => ({
  state: state === 'all' ? undefined : state,
  kind,
  group,
  q,
});

/** Whether anything narrows the inbox at all. */
export const isFiltered = (query: InboxQuery): boolean =>
  Object.values(filterOf(query)).some((value) => value !== undefined && value !== null);
