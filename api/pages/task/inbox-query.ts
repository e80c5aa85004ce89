import type { OrderStep } from '../../../domain/order/steps.ts';
import { read } from '../../forms/read.ts';
import { inboxQuery } from '../../actions/inbox.ts';
import type { InboxQuery } from '../../actions/inbox.ts';
import { readTexts } from '../query-params.ts';
import type { Query } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';

export const INBOX_STATES = ['all', 'open', 'mine', 'overdue'] as const;
export type InboxState = (typeof INBOX_STATES)[number];

/** The kind of what waits for its price, beside the kinds of tasks. */
export const PRICE_KIND = 'confirmPrice' satisfies OrderStep;

const ROWS_A_PAGE = '20';

/** What the address says about the inbox: its filter, and the place in the list. */
export interface Asked {
  readonly state: InboxState;
  readonly query: InboxQuery;
  /** Whether the orders that wait for their price stand alone, beside the tasks, or not at all: an institution's alone do. */
  readonly prices: 'alone' | 'beside' | 'none';
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
  const prices = pricesIn(visit, named, kind);
  const state = prices === 'alone' ? 'all' : (INBOX_STATES.find((one) => one === named) ?? 'all');
  const filter = { state: state === 'all' ? undefined : state, kind, group, q };
  const query = read(inboxQuery, {
    limit: ROWS_A_PAGE,
    kind: prices === 'alone' ? undefined : kind,
    group,
    q,
    after,
    before,
    ...(state === 'open' && { state }),
    ...(state === 'mine' && { mine: 'true' }),
    ...(state === 'overdue' && { overdue: 'true' }),
  });
  return { state, query, prices, filter, here: { ...filter, after, before } };
}

function pricesIn(
  { account: { roles } }: MemberVisit,
  state: string | undefined,
  kind: string | undefined,
): Asked['prices'] {
  if (!roles.includes('institution')) return 'none';
  if (kind === PRICE_KIND) return 'alone';
  return kind === undefined && (state === undefined || state === 'all') ? 'beside' : 'none';
}
