import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { addDays, instantAt, parseDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { parseYuan, plainYuan } from '../../domain/fen.ts';
import { NUMBERED } from '../../domain/number.ts';
import { SUBJECT_TYPES } from '../../domain/process/subject.ts';
import type { SubjectType } from '../../domain/process/subject.ts';
import { REPLAN } from '../driver/replan.ts';
import { orderFacts, orders } from '../schema/order.ts';
import { WORDS_AT_MOST, wordsOf } from '../tokens.ts';

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

/** The orders a search finds; undefined when it asks for nothing. */
export function matchSearch({ words, number }: OrderSearch): SQL | undefined {
  const conditions = [
    ...(words.length > 0 ? [sql`${orderFacts(orders)} @> ${sql.param(words)}::text[]`] : []),
    ...(number ? [beginsWith(number)] : []),
  ];
  return conditions.length === 0 ? undefined : sql`${sql.join(conditions, sql` and `)} ${sql.raw(REPLAN)}`;
}

/** By the days of placing, for which there are indexes, and among those by the number. */
const beginsWith = ({ begin, from, before }: NumberBegin): SQL =>
  sql`${orders.placedAt} >= ${instantAt(from, '00:00:00')}::timestamptz and ${orders.placedAt} < ${instantAt(before, '00:00:00')}::timestamptz and starts_with(${orders.number}, ${begin})`;
