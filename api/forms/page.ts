import { z } from 'zod';
import { isId } from './fields.ts';

/** How lists are asked for: `?limit=1…100&after=<cursor>`. */

const LIMIT = 50;
const MAX_LIMIT = 100;

export const limit = z
  .string()
  .regex(/^[1-9][0-9]{0,2}$/)
  .transform((input, context): number => {
    const count = Number(input);
    if (count <= MAX_LIMIT) return count;
    context.addIssue({ code: 'custom', params: { code: 'form.number' } });
    return z.NEVER;
  })
  .optional()
  .transform((count) => count ?? LIMIT)
  .meta({ description: `1 to ${MAX_LIMIT}; ${LIMIT} when not given` });

/** A cursor over a sort key and an id; what it holds is nobody's business but ours. */
export const cursor = <T>(parse: (parts: readonly unknown[]) => T | undefined) =>
  z
    .string()
    .max(200)
    .transform((input, context): T => {
      const parts = decoded(input);
      const value = parts && parse(parts);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', params: { code: 'form.cursor' } });
      return z.NEVER;
    })
    .optional();
export const NEXT = { description: 'The `next` of the page before' };

function decoded(input: string): readonly unknown[] | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(input)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(input, 'base64url').toString());
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // not one of ours
  }
}

/** Whether a part of a cursor is an instant, of a day that exists and a year PostgreSQL knows. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value) &&
  !value.startsWith('0000') &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString() === value;

/** Whether it is an id. */
export const isIdText = (value: unknown): value is string => typeof value === 'string' && isId(value);

const idAlone = cursor(([id]) => (isIdText(id) ? id : undefined));

/** By id alone. */
export const byId = { limit, after: idAlone.meta(NEXT) };

export const PREVIOUS = { description: 'The `previous` of the page behind; wins over `after`' };

/** The same, and back again. */
export const bothWaysById = { ...byId, before: idAlone.meta(PREVIOUS) };

const instantAndId = cursor(([at, id]) => (isInstant(at) && isIdText(id) ? { at, id } : undefined));

/** By an instant, then id. */
export const byInstant = { limit, after: instantAndId.meta(NEXT) };

/** The same, and back again. */
export const bothWaysByInstant = {
  ...byInstant,
  before: instantAndId.meta(PREVIOUS),
};

const NUMBER_AT_MOST = 40;

/** By what people call a thing, and back again. */
const textAlone = cursor(([text]) => (typeof text === 'string' && text.length <= NUMBER_AT_MOST ? text : undefined));
export const bothWaysByText = { limit, after: textAlone.meta(NEXT), before: textAlone.meta(PREVIOUS) };

const numberAlone = cursor(([number]) =>
  typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined,
);

/** By a running number. */
export const byNumber = { limit, after: numberAlone.meta(NEXT) };

/** The same, and back again. */
export const bothWaysByNumber = { ...byNumber, before: numberAlone.meta(PREVIOUS) };

/** A page of a list, as it is answered. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

interface Page<R> {
  readonly rows: readonly R[];
  readonly next: string | null;
}

/** Cuts the page from rows read with one more than the limit: the one more says that there is a next page. */
export function cutPage<R>(rows: readonly R[], count: number, keyOf: KeyOf<R>): Page<R> {
  const kept = rows.slice(0, count);
  return { rows: kept, next: rows.length > count ? cursorTo(kept.at(-1), keyOf) : null };
}

/** The same for a list that is walked both ways. A page read backwards has its one more in front. */
export function pageBothWays<R>(
  rows: readonly R[],
  { limit: count, after, before }: { limit: number; after?: unknown; before?: unknown },
  keyOf: KeyOf<R>,
): Page<R> & { readonly previous: string | null } {
  const more = rows.length > count;
  const back = before !== undefined;
  const kept = back ? rows.slice(-count) : rows.slice(0, count);
  return {
    rows: kept,
    next: back || more ? cursorTo(kept.at(-1), keyOf) : null,
    previous: (back ? more : after !== undefined) ? cursorTo(kept.at(0), keyOf) : null,
  };
}

type KeyOf<R> = (row: R) => readonly (string | number)[];

const cursorTo = <R>(row: R | undefined, keyOf: KeyOf<R>): string | null =>
  row === undefined ? null : Buffer.from(JSON.stringify(keyOf(row))).toString('base64url');
