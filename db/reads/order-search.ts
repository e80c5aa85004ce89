import { sql } from 'drizzle-orm';
import type { SQL, SQLWrapper } from 'drizzle-orm';
import { addDays, instantAt, parseDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { parseYuan, plainYuan } from '../../domain/fen.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { NUMBERED } from '../../domain/number.ts';
import { SUBJECT_TYPES } from '../../domain/process/subject.ts';
import type { SubjectType } from '../../domain/process/subject.ts';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { REPLAN } from '../driver/replan.ts';
import { orderFacts, orders } from '../schema/order.ts';
import { WORDS_AT_MOST, wordsOf } from '../tokens.ts';
import type { Party, Searchable } from './order-visibility.ts';

/** What a search asks of an order. Everything asked must be found. */
export interface OrderSearch {
  /** Words, amounts in yuan and whole numbers, as they stand among the order's facts. */
  readonly words: readonly string[];
  readonly number: NumberBegin | null;
}

/** The beginning of the number of a subject, and when what has such a number began: a number names its day. */
interface NumberBegin {
  readonly begin: string;
  readonly from: Day;
  readonly before: Day;
}

/** A search that asks for nothing: it finds everything. */
export const EVERYTHING: OrderSearch = { words: [], number: null };

/** What someone typed, as the facts an order must have: a number or its beginning, an amount, or words. @source L92 */
export function parseOrderSearch(typed: string): OrderSearch {
  const words = new Set<string>();
  let number: NumberBegin | null = null;
  for (const piece of typed.normalize('NFKC').toLowerCase().trim().split(/\s+/)) {
    const begin = numberBegin(piece);
    if (begin !== null) number ??= begin;
    else for (const word of factsIn(piece)) words.add(word);
  }
  return { words: [...words].slice(0, WORDS_AT_MOST), number };
}

/** The facts a piece without spaces asks for, of whatever is found by words and amounts. */
export function factsIn(piece: string): string[] {
  const amount = amountOf(piece);
  return amount === null ? wordsOf(piece) : [amount];
}

const LETTERS = (Object.keys(SUBJECT_TYPES) as SubjectType[]).map((type) => NUMBERED[type].letters.toLowerCase());
const NUMBER = new RegExp(`^(?:(${LETTERS.join('|')})([0-9]{4,8}|[0-9]{8}-[0-9]{0,5})|([0-9]{8}-[0-9]*))$`);

/** "DD2026", "DD202611", "MM2026", "20261124-0001", which is an order's. Digits alone are an amount or a running number, a whole number is a word. */
function numberBegin(piece: string): NumberBegin | null {
  const found = NUMBER.exec(piece);
  const digits = found?.[2] ?? found?.[3] ?? '';
  const placed = placedIn(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8));
  return placed && { begin: `${(found?.[1] ?? NUMBERED.order.letters).toUpperCase()}${digits}`, ...placed };
}

/** The days of a year, of a month, or one day; half a month's or day's digits say nothing. Null when there are none. */
function placedIn(year: string, month: string, day: string): { from: Day; before: Day } | null {
  const given = { month: month.length === 2 ? month : null, day: day.length === 2 ? day : null };
  const from = parseDay(`${year}-${given.month ?? '01'}-${given.day ?? '01'}`);
  const longest = given.day !== null ? 1 : given.month !== null ? 31 : 366;
  return from ? { from, before: addDays(from, longest) } : null; // a day too many does no harm: the number is compared as well
}

/** "50000", "50,000.00" and "¥50,000元" as the facts have it: yuan, without zeros at the end. */
function amountOf(piece: string): string | null {
  const amount = parseYuan(plainYuan(piece));
  return amount === undefined ? null : String(amount / 100);
}

/** More orders than this are not told one by one. */
const FEW_ORDERS = 2_000;

/** A search, and which orders have its words where they are few. */
export interface FoundByWords extends OrderSearch {
  /** Null where they are more than {@link FEW_ORDERS}, or no words are asked for. */
  readonly ids: readonly string[] | null;
}

/**
 * Which orders have the words of a search, if they are few: for questions that begin elsewhere, as at a person's decisions. Whether
 * the asker may see them is the next question.
 *
 * @param party whose orders alone are asked for
 */
export async function findByWords(db: Executor, search: OrderSearch, party?: Party): Promise<FoundByWords> {
  if (search.words.length === 0) return { ...search, ids: null };
  const words = party === undefined ? search.words : [...search.words, partyWord(party)];
  const rows = await fewWithWords(db).execute({ words });
  return { ...search, ids: rows.length > FEW_ORDERS ? null : rows.map(({ id }) => id) };
}

const fewWithWords = prepareOnce((db) =>
  db
    .select({ id: sql<string>`${orderFacts.id}` })
    .from(withWords(sql`${sql.placeholder('words')}`, null, FEW_ORDERS + 1))
    .prepare('orders_with_words'),
);

/** The orders a search finds among those that something else has narrowed; undefined when it asks for nothing. */
export function matchSearch({ words, number, ids }: FoundByWords): SQL | undefined {
  const conditions = [
    ...(words.length > 0
      ? [ids ? sql`${orders.id} = any(${sql.param(ids)}::uuid[])` : haveWords(orders.id, words)]
      : []),
    ...(number ? [beginsWith(orders, number)] : []),
  ];
  return conditions.length === 0 ? undefined : sql`${sql.join(conditions, sql` and `)} ${sql.raw(REPLAN)}`;
}

/** The word by which an order is found as one of a party's, as the database writes it: with a sign that no word of a person has. */
export const partyWord = ({ role, id }: Party): string => `${role}:${id}`;

/** Asked of each order in turn. */
export const haveWords = (id: SQLWrapper, words: readonly string[]): SQL =>
  sql`(select ${orderFacts.words} @@ all_words(${sql.param(words)}::text[]) from ${orderFacts} where ${orderFacts.id} = ${id})`;

/** The same of many ids at once: those that have the words are looked for first. */
export const isWithWords = (id: SQLWrapper, { words, ids }: FoundByWords): SQL => {
  const found = sql`select order_id from orders_with_words(${sql.param(words)}::text[], null, null)`;
  const isFound = ids
    ? sql`${id} = any(${sql.param(ids)}::uuid[])`
    : sql`case when ${id} in (${found}) then true else false end`; // as a condition of its own it would lead to each found one
  return sql`${isFound} ${sql.raw(REPLAN)}`;
};

/** The orders that have all the words, by the index of words: to be selected from, with the columns of {@link orderFacts}. */
export const withWords = (words: SQL, states: readonly OrderState[] | null, atMost: number | null): SQL =>
  sql`orders_with_words(${words}::text[], ${states && sql.param(states)}::text[], ${sql.raw(String(atMost))}) as ${orderFacts}`;

/** By the days of placing, for which there are indexes, and among those by the number. */
export const beginsWith = (table: Searchable, { begin, from, before }: NumberBegin): SQL =>
  sql`${table.placedAt} >= ${instantAt(from, '00:00:00')}::timestamptz and ${table.placedAt} < ${instantAt(before, '00:00:00')}::timestamptz and starts_with(${table.number}, ${begin})`;
