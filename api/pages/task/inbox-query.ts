import { read } from '../../forms/read.ts';
import { inboxQuery } from '../../actions/inbox.ts';
import type { InboxQuery } from '../../actions/inbox.ts';
import { readTexts } from '../query-params.ts';
import type { Query } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';

export const INBOX_STATES = ['all', 'open', 'mine', 'overdue'] as const;
export type InboxState = (typeof INBOX_STATES)[number];

const ROWS_A_PAGE = '20';

/** What the address says about the inbox: its filter, and the place in the list. */
export interface Asked {
  readonly state: InboxState;
  readonly query: InboxQuery;
  /** The filter as an address again. */
  readonly filter: Query;
  /** The whole question as an address again. */
  readonly here: Query;
}

/** The inbox's filter as the address has it; what is empty asks for nothing. */
export function readInboxQuery(visit: MemberVisit): Asked {
  const {
    state: named,
    kind,
    group,
    q,
    after,
    before,
  } = readTexts(visit, ['state', 'kind', 'group', 'q', 'after', 'before']);
  const state = INBOX_STATES.find((one) => one === named) ?? 'all';
  const filter = { state: state === 'all' ? undefined : state, kind, group, q };
  const query = read(inboxQuery, {
    limit: ROWS_A_PAGE,
    kind,
    group,
    q,
    after,
    before,
    ...(state === 'open' && { state }),
    ...(state === 'mine' && { mine: 'true' }),
    ...(state === 'overdue' && { overdue: 'true' }),
  });
  return { state, query, filter, here: { ...filter, after, before } };
}
