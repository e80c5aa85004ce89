import { z } from 'zod';
import type { DecisionFilter, DecisionPage, DecisionReads } from '../../db/reads/decision.ts';
import { ORDER_DECISIONS } from '../../db/reads/order-decision.ts';
import { PASSWORD_RESET_DECISIONS } from '../../db/reads/password-reset-decision.ts';
import type { Account } from '../../db/reads/account.ts';
import { EVERYTHING, parseOrderSearch } from '../../db/reads/order-search.ts';
import type { SubjectType } from '../../domain/process/subject.ts';
import { day, optionalText } from '../forms/fields.ts';
import { cursor, isIdText, isInstant, limit, NEXT, pageBothWays, PREVIOUS } from '../forms/page.ts';
import type { Portal } from './portal.ts';

/** How the decisions about the subjects of each process are read. */
const DECISIONS = {
  order: ORDER_DECISIONS,
  passwordReset: PASSWORD_RESET_DECISIONS,
} as const satisfies Record<SubjectType, DecisionReads<unknown>>;

const TYPES = Object.keys(DECISIONS) as SubjectType[];

type RowOf<Reads> = Reads extends DecisionReads<infer Row> ? Row : never;

/** A decision about a subject of a process; of any process where none is named. */
export type Decided<Type extends SubjectType = SubjectType> = {
  [T in Type]: RowOf<(typeof DECISIONS)[T]> & { readonly type: T };
}[Type];

const place = cursor(([at, subjectId, seq]) =>
  isInstant(at) && isIdText(subjectId) && Number.isSafeInteger(seq) ? { at, subjectId, seq: seq as number } : undefined,
);

/** By instant, order and the order's event; narrowed by what the order is found by, and by days. */
export const decisionQuery = z.object({
  limit,
  after: place.meta(NEXT),
  before: place.meta(PREVIOUS),
  q: optionalText(100).describe('Asked of the order: number, companies, product, amounts, pinyin initials'),
  from: day.optional().describe('Taken on this day or later'),
  to: day.optional().describe('Taken on this day or earlier'),
});

type DecisionQuery = z.output<typeof decisionQuery>;

/** What a query narrows the decisions to. */
export const decisionFilterOf = ({ q, from, to }: Pick<DecisionQuery, 'q' | 'from' | 'to'>): DecisionFilter => ({
  search: q === null ? EVERYTHING : parseOrderSearch(q),
  from,
  to,
});

interface DecisionList {
  readonly rows: readonly Decided<'order'>[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** What the asker has done with orders, newest first. @source D6 */
export async function listDecisions(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  query: DecisionQuery,
): Promise<DecisionList> {
  const { after, before, limit: count } = query;
  const asked = { after: before ? undefined : after, before, limit: count + 1 };
  const found = await listDecidedOf('order', db, account, decisionFilterOf(query), asked);
  return pageBothWays(found, query, (row) => [row.at, row.subjectId, row.seq]);
}

/** What was decided about the subjects of one process, each with its type. */
async function listDecidedOf<Type extends SubjectType>(
  type: Type,
  db: Portal['db'],
  account: Account,
  filter: DecisionFilter,
  page: DecisionPage,
): Promise<Decided<Type>[]> {
  const rows = await DECISIONS[type].list(db, account, filter, page);
  return rows.map((row) => ({ ...row, type })) as Decided<Type>[]; // the table pairs each type with its rows
}

/** Everything the asker has decided, newest first: about the subjects of every process. @source L14, D6 */
export async function listDecided(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  filter: DecisionFilter,
  page: DecisionPage,
): Promise<Decided[]> {
  const found = await Promise.all(TYPES.map((type) => listDecidedOf(type, db, account, filter, page)));
  const all = found.flat().toSorted((one, other) => (isNewer(one, other) ? -1 : 1));
  return page.before ? all.slice(-page.limit) : all.slice(0, page.limit);
}

const isNewer = (one: Decided, other: Decided): boolean =>
  one.at === other.at
    ? one.subjectId === other.subjectId
      ? one.seq > other.seq
      : one.subjectId > other.subjectId
    : one.at > other.at;

/** A page of everything decided, and which part it is. @source D6 */
export async function listDecidedPage({ db }: Pick<Portal, 'db'>, account: Account, query: DecisionQuery) {
  const { after, before, limit: count } = query;
  const filter = decisionFilterOf(query);
  const asked = { after: before ? undefined : after, before, limit: count + 1 };
  const found = await listDecided({ db }, account, filter, asked);
  const { rows, next, previous } = pageBothWays(found, query, (row) => [row.at, row.subjectId, row.seq]);
  const first = previous === null ? undefined : rows[0];
  const counts = await Promise.all(TYPES.map((type) => DECISIONS[type].count(db, account.id, filter, first)));
  const sumOf = (part: 'total' | 'before'): number => counts.reduce((sum, count) => sum + count[part], 0);
  return { rows, next, previous, part: { rows: rows.length, total: sumOf('total'), before: sumOf('before') } };
}
